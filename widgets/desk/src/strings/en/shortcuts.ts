export const shortcuts = {
  title: 'Keyboard shortcuts',
  on: 'Shortcuts of single keys',
  onHint: 'Switch them off if you use speech input or often press keys by mistake. Ctrl+Enter always sends.',
  groups: [
    {
      title: 'In the list',
      keys: [
        ['j', 'Next'],
        ['k', 'Previous'],
        ['Enter', 'Open'],
        ['o', 'Open'],
        ['x', 'Select'],
        ['Esc', 'Unselect, or close the item'],
        ['/', 'Search'],
      ],
    },
    {
      title: 'With the item or the selection',
      keys: [
        ['e', 'Close'],
        ['w', 'Waiting'],
        ['a', 'Assign'],
        ['m', 'Assign to me'],
        ['r', 'Reply'],
        ['n', 'Note'],
        ['z', 'Undo'],
      ],
    },
    {
      title: 'Go to',
      keys: [
        ['g i', 'Inbox'],
        ['g c', 'Callbacks'],
        ['g p', 'Captcha'],
        ['g n', 'Newsletter'],
        ['g d', 'Privacy (data protection)'],
        ['g s', 'Settings'],
      ],
    },
    {
      title: 'Everywhere',
      keys: [
        ['?', 'This help'],
        ['Ctrl+Enter', 'Send what you are writing'],
      ],
    },
  ] as readonly { title: string; keys: readonly (readonly [string, string])[] }[],
};
