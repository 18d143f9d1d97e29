export const privacyRecord = {
  intro:
    'What the law wants written down (Art. 30 GDPR). It is read from the same rules that deletion and the rights of people work by, so what it says is what is done.',
  print: 'Print',
  asOf: (day: string) => `As of ${day}.`,
  purpose: 'Purpose',
  legalBasis: 'Legal basis',
  data: 'Data',
  erasure: 'Erasure',
  countedFrom: (column: string) => `Counted from ${column}.`,
  elsewhere:
    'Who the controller is, who receives data, and how they are secured stands in your own record; this one holds what the software knows. As text: npm run foyer -- privacy:record',
};
