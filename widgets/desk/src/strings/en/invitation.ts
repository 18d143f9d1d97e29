export const invitation = {
  title: 'Welcome to the desk',
  intro: 'Choose the name your colleagues see, and a password.',
  name: 'Your name',
  nameHint: 'As colleagues know you.',
  nameMissing: 'Please enter your name.',
  password: 'Password',
  passwordHint: (length: number) =>
    `At least ${length} characters. A few words that only you would put together are best.`,
  passwordTooShort: (length: number) => `Please choose one of at least ${length} characters.`,
  submit: 'Create account',
  doneTitle: 'Your account is ready',
  done: 'From now on you sign in with your password and this e-mail address:',
  goIn: 'Go to the desk',
};
