export const roleWords: Readonly<Record<string, { name: string; hint: string }>> = {
  administrator: { name: 'Administrator', hint: 'Everything, staff and settings too.' },
  agent: { name: 'Agent', hint: 'Works the inbox and calls back.' },
  marketing: { name: 'Marketing', hint: 'Sees captcha figures and settings; no messages.' },
  privacy_officer: {
    name: 'Privacy officer',
    hint: 'Answers requests about personal data, and checks what is kept, consents and the audit log.',
  },
};
