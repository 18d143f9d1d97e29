import { count } from './count.ts';

export const newsletterBrake = {
  title: (refused: number, answers: number) =>
    `Stopped: ${refused} of the last ${count(answers, 'mail was', 'mails were')} refused for good`,
  says: (words: string) => `The mail server said: “${words}”.`,
  text: 'That is more than is natural. Mostly the mail server in between does not know the recipients, or does not let us write to them. Nobody was taken off the list for it. Have it put right and send the mails again; or, if the addresses are really gone, go on without them.',
  repeat: 'Send them again',
  believe: 'They are gone…',
  believeTitle: 'Are these addresses really gone?',
  believeText:
    'Everybody who was refused as unknown is unsubscribed and gets no mail any more, and the campaign goes on. This cannot be taken back.',
  believeDeed: 'They are gone: go on',
};
