import { count } from './count.ts';

export const newsletterTopics = {
  intro: 'What people may subscribe to. Each reader chooses, and may leave one and keep another.',
  add: 'New topic',
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete “${name}”?`,
  removeText: 'Nobody can subscribe to it any more. A topic that somebody has stays.',
  empty: 'No topics yet',
  emptyHint: 'Nobody can subscribe before there is one.',
  subscribers: (number: number) => count(number, 'subscriber', 'subscribers'),
  closed: 'Closed to new subscribers',
  id: 'Short name',
  idHint: 'Small letters, digits and hyphens. It stays for good.',
  idWrong: 'Small letters, digits and hyphens, 40 at most.',
  nameIn: (language: string) => `Name in ${language}`,
  descriptionIn: (language: string) => `Description in ${language}`,
  nameMissing: 'Please name it in each language.',
  position: 'Place in the list',
  positionHint: 'Smaller numbers come first.',
  isActive: 'Open to new subscribers',
};
