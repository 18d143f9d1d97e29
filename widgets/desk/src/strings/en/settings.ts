export const settings = {
  sections: 'Settings',
  names: {
    account: 'Your account',
    staff: 'Staff',
    forms: 'Forms and topics',
    hours: 'Opening hours',
    canned: 'Canned replies',
    webhooks: 'Webhooks',
    audit: 'Audit log',
  },
};
