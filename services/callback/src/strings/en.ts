import type { CallbackStrings } from '../callback-strings.ts';

export const en: CallbackStrings = {
  retention: (days, latestDays) =>
    `${days} days after our last attempt to reach you, and ${latestDays} days after the time you choose at the latest`,
  reference: 'Reference',
  day: 'Day',
  time: 'Time',
  officeTime: 'At our office',
  zone: 'Time zone',
  asap: 'as soon as possible',
  deletedOn: 'Deleted',
  atTheLatest: (date) => `on ${date} at the latest`,
  mails: {
    release: {
      subject: () => 'Please release your callback request',
      title: 'One more step',
      lede: 'A callback was asked for in our form with this address. The form’s safety check had no clear answer, so the request waits until you say that it is yours. Only then a place is kept for it.',
    },
    booked: {
      subject: (reference) => `We will call you (${reference})`,
      title: 'We will call you',
      lede: 'Thank you for asking us to call. Please keep your telephone at hand at this time.',
    },
    moved: {
      subject: (reference) => `New time for our call (${reference})`,
      title: 'Your call has been moved',
      lede: 'We will call you at the new time. The earlier one no longer counts.',
    },
    reminder: {
      subject: (reference) => `We will call you soon (${reference})`,
      title: 'We will call you soon',
      lede: 'This is to remind you of our call. If the time does not suit you any more, you can move it until it begins.',
    },
    cancelled: {
      subject: (reference) => `Call cancelled (${reference})`,
      title: 'Your call has been cancelled',
      lede: 'We will not call you. If you change your mind, ask for another call on our site at any time.',
    },
    choose: {
      subject: (reference) => `Please choose another time (${reference})`,
      title: 'Please choose another time',
      lede: 'Your request has been released, but the time you wished for is no longer free. Please choose another one; we will not call before that.',
    },
    declined: {
      subject: (reference) => `We will not call (${reference})`,
      title: 'We will not call this number',
      lede: 'A call was asked for to a telephone number whose owner has told us not to call it. We keep to that, also now. If it is your number and you would like to be called again, please write to us; we answer by mail.',
    },
  },
  buttons: {
    release: 'Release the request',
    manage: 'Move or cancel the call',
    choose: 'Choose another time',
  },
  linkHint: 'If the button does nothing, open this address:',
  openingChangesNothing: 'Opening the link changes nothing; the page has buttons.',
  calendarHint: 'The attached file puts the call into your calendar.',
  footer:
    'This mail is sent to the address that was entered in our callback form. We keep what was entered there to call back, and for nothing else. If it was not you, somebody mistyped an address: there is nothing you need to do.',
  privacy: 'How we handle your data',
  calendar: {
    summary: (company) => `Call from ${company}`,
    description: (reference) => `We call you on the number you gave us. Reference: ${reference}`,
  },
  pages: {
    bookedTitle: 'Thank you, we will call you.',
    bookedText: 'Please keep your telephone at hand at this time.',
    asapText: 'One of us will call you as soon as possible.',
    bookedMail:
      'A confirmation is on its way to your e-mail address, with a link to move or cancel the call.',
    heldTitle: 'One more step',
    heldMail: (days) =>
      `Your request is with us, and waits for you to release it. Please open the link in the mail we are sending you; it works for ${days} days. Only then a place is kept for the call.`,
    heldStaffTitle: 'Your request is with us.',
    heldStaff:
      'The form’s safety check had no clear answer, so one of us looks at the request first. You need not do anything.',
    releaseTitle: 'Release your request?',
    releaseText: 'Your request waits with us. Press the button, and a place is kept for the call.',
    releasedTitle: 'Thank you, your request has been released.',
    releasedText: 'A mail with the details is on its way to you.',
    chooseTitle: 'Please choose another time',
    chooseText:
      'Your request has been released, but the time you wished for is no longer free. Which other one suits you?',
    manageTitle: 'Your call',
    manageText: 'We plan to call you at this time. You can move or cancel the call until it begins.',
    moveLabel: 'Another time',
    moveHint: (zone) => `All times are shown in ${zone}.`,
    moveButton: 'Take this time',
    chooseOption: 'Please choose',
    noSlots: 'No other time is free at the moment.',
    movedTooOften: 'This call has been moved so often that only a person can move it again: please call us.',
    cancelTitle: 'You do not need the call any more?',
    cancelText: 'Its place goes to somebody else.',
    cancelButton: 'Cancel the call',
    movedTitle: 'Thank you, we will call you at the new time.',
    movedText: 'A mail with the new details is on its way to you.',
    cancelledTitle: 'The call has been cancelled.',
    cancelledText: 'We will not call you. You can ask for another call on our site at any time.',
    overTitle: 'This call cannot be changed any more',
    overText:
      'It has been made, has begun, or is over. You can ask for another call on our site at any time.',
    slotGone: 'This time was taken a moment ago. Please choose another one.',
    unknownTitle: 'This link does not work any more',
    unknownText:
      'It is too old, incomplete, or its request has been deleted. Please ask for a call once more.',
    refusedTitle: 'Nothing was sent yet',
    refusedText: 'Please check:',
    refusedBack: 'Go back in your browser: what you entered is still in the form.',
    refusedCaptcha: 'The safety check has expired. Please go back, load the page anew and send once more.',
  },
  wrong: {
    name: 'Please tell us your name, in 200 characters at most.',
    phone: 'This is no complete telephone number. Example: +44 20 7946 0000',
    email: 'This is no complete e-mail address. Example: name@example.com',
    message: 'Please shorten the message to 2,000 characters at most.',
    slot: 'Please choose a time of the list.',
    slotTaken: 'The time you chose is no longer free. Please load the page anew and choose another one.',
    closedNow: 'Our office is closed now. Please choose a time.',
    other: 'The form was sent incompletely. Please load the page anew.',
  },
};
