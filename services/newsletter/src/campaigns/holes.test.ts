import { expect, it } from 'vitest';
import { cutHtml, cutSubject, cutText } from './holes.ts';

const shown = ({ segments }: ReturnType<typeof cutHtml>) =>
  segments.map((piece) => (typeof piece === 'string' ? piece : `${piece.hole} as ${piece.context}`));
const problems = (cut: ReturnType<typeof cutHtml>) =>
  cut.problems.map(({ code, about }) => `${code} ${about}`);

it('cuts HTML at its placeholders, each with how its value is escaped', () => {
  const cut = cutHtml(
    `<p title="For {{ name }}!">Dear {{salutation}}, <a href='{{unsubscribe_url}}'>leave</a></p>`,
  );
  expect(shown(cut)).toEqual([
    '<p title="For ',
    'name as attribute',
    '!">Dear ',
    'salutation as html',
    `, <a href='`,
    'unsubscribe_url as url',
    `'>leave</a></p>`,
  ]);
  expect(cut.problems).toEqual([]);
});

it.each([
  '<a href="https://a.example/{{name}}">',
  '<a href="{{name}}">',
  '<a href={{unsubscribe_url}}>',
  '<img src="{{unsubscribe_url}}">',
  '<b {{name}}>',
  '<b{{name}}>',
  '<b style="{{name}}">',
  '<!-- {{name}} -->',
  '<style>{{name}}</style>',
  '</b {{name}}>',
  '<v:fill src="{{name}}">',
])('fills nothing in at %s', (html) => {
  const cut = cutHtml(html);
  expect(problems(cut)).toEqual([expect.stringMatching(/^placeholder_misplaced (?:name|unsubscribe_url)$/)]);
  expect(shown(cut)).toEqual([html]);
});

it('knows only what there is', () => {
  expect(problems(cutHtml('{{first_name}} {{NAME}} {{}}'))).toEqual([
    'placeholder_unknown first_name',
    'placeholder_unknown NAME',
    'placeholder_unknown ',
  ]);
  expect(problems(cutSubject('{{name}} {{unsubscribe_url}}'))).toEqual([
    'placeholder_misplaced unsubscribe_url',
  ]);
  expect(shown(cutText('{{email}}{{preferences_url}}'))).toEqual([
    'email as text',
    'preferences_url as text',
  ]);
});
