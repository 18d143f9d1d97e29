import type { JSX } from 'preact';

// Drawn on 20 by 20, strokes of 1.5. All of them decorate: the words beside them, or aria-label, say what they mean.
const paths = {
  inbox:
    'M3 11.5h4l1 2h4l1-2h4M3 11.5 5.2 4.6A1 1 0 0 1 6.2 4h7.6a1 1 0 0 1 1 .6L17 11.5V15a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1z',
  phone:
    'M6.7 3.5 4.6 4A1.5 1.5 0 0 0 3.5 5.6C4 11 9 16 14.4 16.5A1.5 1.5 0 0 0 16 15.4l.5-2.1-3.2-1.6-1.6 1.6A9 9 0 0 1 6.7 8.3l1.6-1.6z',
  shield: 'M10 2.8 16 5v4.5c0 3.7-2.5 6.5-6 7.7-3.5-1.2-6-4-6-7.7V5zM7.5 10l1.8 1.8 3.3-3.5',
  gear: 'M10 7.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2M10 2.5v2M10 15.5v2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M2.5 10h2M15.5 10h2M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M13 13l3.5 3.5',
  check: 'M4 10.5 8 14.5l8-9',
  'check-circle': 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M7 10.2l2.2 2.2L13.2 8',
  clock: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M10 6.2V10l2.6 1.7',
  person: 'M10 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M4 16.5c.6-3 3-4.5 6-4.5s5.4 1.5 6 4.5',
  people:
    'M7.5 4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2M2.5 15.5c.5-2.6 2.4-4 5-4s4.5 1.4 5 4M13 4.3a2.5 2.5 0 0 1 0 4.7M14.8 11.9c1.5.6 2.4 1.8 2.7 3.6',
  reply: 'M8 5 3.5 9.5 8 14M3.5 9.5h8a5 5 0 0 1 5 5V16',
  note: 'M4 4h12v8l-4 4H4zM16 12h-4v4M7 7.5h6M7 10.5h3',
  close: 'M5 5l10 10M15 5 5 15',
  'chevron-down': 'M5.5 8 10 12.5 14.5 8',
  'chevron-up': 'M5.5 12.5 10 8l4.5 4.5',
  'chevron-left': 'M12.5 4.5 7 10l5.5 5.5',
  'chevron-right': 'M7.5 4.5 13 10l-5.5 5.5',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  copy: 'M7 7h8.5v8.5H7zM13 7V4.5H4.5V13H7',
  plus: 'M10 4v12M4 10h12',
  warning: 'M10 3.5 17.5 16h-15zM10 8.5v3.5M10 14h.01',
  info: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M10 9.5V13.5M10 6.8h.01',
  key: 'M12.5 3.5a4 4 0 1 1-3.3 6.3L4 15v1.5h2V15h1.5v-1.5H9l1.8-1.8M13.5 6.5h.01',
  keyboard: 'M3 5.5h14v9H3zM6 8.5h.01M9 8.5h.01M12 8.5h.01M14.5 8.5h.01M6.5 11.7h7',
  theme: 'M10 3.5a6.5 6.5 0 1 0 0 13zM10 3.5a6.5 6.5 0 0 1 0 13',
  'sign-out': 'M8 3.5H4.5v13H8M12 6.5 15.5 10 12 13.5M15.5 10H8',
  refresh: 'M15.8 8A6 6 0 1 0 16 11M16 4.5V8h-3.5',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  trash: 'M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5 6.3 16.5h7.4L14.5 5.5M8.5 8.5v5M11.5 8.5v5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  mail: 'M3 5h14v10.5H3zM3 5.5l7 5.5 7-5.5',
  globe:
    'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M3 10h14M10 3c2.2 2 3 4.3 3 7s-.8 5-3 7c-2.2-2-3-4.3-3-7s.8-5 3-7',
  webhook: 'M7 8.5A3.5 3.5 0 1 1 12.6 9l2 3.6M5.6 10.5A3.5 3.5 0 1 0 9.5 14.5h4.5M14.6 12.6a2 2 0 1 1-.6 3.7',
  log: 'M5 3.5h10v13H5zM8 7h4M8 10h4M8 13h2.5',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3',
  undo: 'M7 4.5 3.5 8 7 11.5M3.5 8h8a4.5 4.5 0 0 1 0 9H8',
  filter: 'M3.5 5.5h13M6 10h8M8.5 14.5h3',
  form: 'M4 3.5h12v13H4zM7 7.5h6M7 11h6M7 14h3',
  bolt: 'M11 2.8 4.5 11.5H9.5L9 17.2 15.5 8.5H10.5z',
  hold: 'M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M8 7.5v5M12 7.5v5',
  list: 'M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.5 5.5h.01M3.5 10h.01M3.5 14.5h.01',
  text: 'M4 5h12M4 8.5h12M4 12h8M4 15.5h5',
} satisfies Record<string, string>;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
