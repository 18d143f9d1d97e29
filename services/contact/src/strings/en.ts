import type { ContactStrings } from '../contact-strings.ts';

export const en: ContactStrings = {
  ofToday: (date) => `A message of today: on ${date} at the latest.`,
  age: 'I am 16 or older. (What you tick above counts only together with this.)',
  reference: 'Reference',
  topic: 'Topic',
  name: 'Name',
  email: 'E-mail',
  phone: 'Telephone',
  received: 'Received',
  deletedOn: 'Deleted',
  atTheLatest: (date) => `on ${date} at the latest`,
  notify: {
    title: 'New message',
    preview: (topic) => `A visitor wrote through the contact form: ${topic}`,
    language: 'Language',
    languageNames: { en: 'English', nl: 'Dutch', de: 'German', fr: 'French' },
    held: 'Had been held',
    heldReason: {
      no_captcha: 'sent without a solved captcha',
      honeypot: 'hidden field filled in',
      fast: 'sent very quickly',
      links: 'many links in the text',
    },
    message: 'Message',
    reply: 'Reply to this mail to answer the visitor.',
    noReply: 'The visitor left no e-mail address; please call back.',
    footer: (date) =>
      `This mail holds personal data. Use it only to answer the visitor, and delete it by ${date}, the day promised to the visitor.`,
  },
  acknowledge: {
    subject: (reference) => `We have your message (${reference})`,
    title: 'Your message has arrived',
    preview: 'Thank you for writing to us. We will answer you as soon as we can.',
    lede: 'Thank you for writing to us. Somebody will read your message and answer you as soon as we can.',
    quote: 'Please quote the reference when you ask about it.',
    footer:
      'This mail is sent once to the address that was entered in our contact form. We keep what was entered there to answer it, and for nothing else, until the date above. If it was not you, somebody mistyped an address: there is nothing you need to do.',
    privacy: 'How we handle your data',
  },
  confirm: {
    subject: 'Please release your message',
    title: 'One more step',
    preview: 'Your message waits for you to release it.',
    lede: 'A message was left in our contact form with this address. The form’s safety check had no clear answer, so the message waits until you say that it is yours.',
    button: 'Release the message',
    until: (date) => `The link works until ${date}. Opening it changes nothing; the page has a button.`,
    link: 'If the button does nothing, open this address:',
    notYou: 'Was it not you? Then do nothing: the message stays where it is and is deleted.',
    footer:
      'This mail is sent once to the address that was entered in our contact form. We keep what was entered there to answer it, and for nothing else.',
  },
  openReport: {
    title: (count) => (count === 1 ? 'One message is still open' : `${count} messages are still open`),
    lede: 'These messages close themselves in a few days, because nobody has closed them. From then on the time runs after which they are deleted.',
    line: (received, closes, deleted) => `received ${received}, closes ${closes}, deleted ${deleted}`,
    answer: 'Answer them, or close them in the desk.',
    footer: 'This mail names references only.',
  },
  heldReport: {
    title: (count) => (count === 1 ? 'One message is held' : `${count} messages are held`),
    lede: 'The contact form’s safety check had no clear answer for these messages of the last day. The visitors were asked to release them where they left an e-mail address; please look at the others.',
    answer: 'Release a message with: npm run foyer -- contact:release --reference FO-…',
    footer:
      'This mail names references only. What is never released is deleted on the day that was promised to the visitor.',
  },
  pages: {
    receivedTitle: 'Thank you, your message has arrived.',
    receivedText: 'We will answer you as soon as we can.',
    receivedMail: 'A confirmation is on its way to your e-mail address.',
    heldTitle: 'One more step',
    heldMail: (days) =>
      `Your message is with us, and waits for you to release it. Please open the link in the mail we are sending you; it works for ${days} days.`,
    heldMailHint:
      'No mail within a few minutes? Please look into the spam folder, or call us and quote the reference.',
    heldStaffTitle: 'Your message is with us.',
    heldStaff:
      'The form’s safety check had no clear answer, so one of us looks at the message first. You need not do anything.',
    confirmTitle: 'Release your message?',
    confirmText:
      'Your message waits with us. Press the button, and it goes to the people who will answer it.',
    confirmButton: 'Release the message',
    releasedTitle: 'Thank you, your message is on its way.',
    releasedText:
      'It has been released and goes to the people who will answer it. You need not do anything more.',
    unknownTitle: 'This link does not work any more',
    unknownText: 'It is too old, incomplete, or its message has been deleted. Please write to us once more.',
    refusedTitle: 'Nothing was sent yet',
    refusedText: 'Please check:',
    refusedBack: 'Go back in your browser: your text is still in the form.',
    refusedCaptcha: 'The safety check has expired.',
    refusedReload: 'Please go back, load the page anew and send once more.',
    refusedAgain: 'Your text is still here: please send it once more.',
  },
  wrong: {
    name: 'Please tell us your name, in 200 characters at most.',
    email: 'This is no complete e-mail address. Example: name@example.com',
    phone: 'This is no complete telephone number. Example: +44 20 7946 0000',
    topic: 'Please choose a topic.',
    message: 'Please write your message, in 10,000 characters at most.',
    reach: 'Please give an e-mail address or a telephone number; one is enough.',
    consent: 'What may be agreed to has changed meanwhile. Please look at the boxes once more.',
    other: 'The form was sent incompletely. Please load the page anew.',
  },
};
