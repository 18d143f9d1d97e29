import type { AttrSpec, ElementSpec } from '@codemirror/lang-xml';

// What MJML 5 knows of each element (documentation.mjml.io), as far as mails of ours are made of it: for completion only,
// the server alone says what is right.
const box = ['padding', 'css-class', 'container-background-color'];
const words = ['color', 'font-size', 'font-weight', 'line-height', 'align'];
const border = ['border', 'border-radius'];

const attributesOf: Readonly<Record<string, readonly string[]>> = {
  'mj-body': ['background-color', 'width', 'css-class'],
  'mj-wrapper': ['background-color', 'full-width', 'text-align', ...border, 'padding', 'css-class'],
  'mj-section': [
    'background-color',
    'direction',
    'full-width',
    'text-align',
    ...border,
    'padding',
    'css-class',
  ],
  'mj-group': ['background-color', 'width', 'vertical-align', 'css-class'],
  'mj-column': ['background-color', 'width', 'vertical-align', ...border, 'padding', 'css-class'],
  'mj-text': [...words, 'font-family', 'letter-spacing', 'text-decoration', 'text-transform', ...box],
  'mj-button': ['href', 'background-color', 'inner-padding', 'width', 'rel', ...words, ...border, ...box],
  'mj-image': [
    'src',
    'alt',
    'href',
    'width',
    'height',
    'title',
    'align',
    'fluid-on-mobile',
    ...border,
    ...box,
  ],
  'mj-divider': ['border-color', 'border-style', 'border-width', 'width', ...box],
  'mj-spacer': ['height', ...box],
  'mj-table': ['width', 'cellpadding', 'cellspacing', ...words, ...box],
  'mj-social': ['mode', 'icon-size', 'text-mode', ...words, ...box],
  'mj-social-element': ['name', 'href', 'src', 'alt', 'background-color'],
  'mj-hero': ['background-color', 'height', 'mode', 'vertical-align', 'padding', 'css-class'],
  'mj-raw': ['position'],
  'mj-style': ['inline'],
  'mj-class': ['name'],
  'mj-breakpoint': ['width'],
};

const content = [
  'mj-text',
  'mj-button',
  'mj-image',
  'mj-divider',
  'mj-spacer',
  'mj-table',
  'mj-social',
  'mj-raw',
];

const childrenOf: Readonly<Record<string, readonly string[]>> = {
  mjml: ['mj-head', 'mj-body'],
  'mj-head': ['mj-preview', 'mj-title', 'mj-attributes', 'mj-style', 'mj-breakpoint', 'mj-raw'],
  'mj-attributes': ['mj-all', 'mj-class', ...content, 'mj-section', 'mj-column'],
  'mj-body': ['mj-section', 'mj-wrapper', 'mj-hero', 'mj-raw'],
  'mj-wrapper': ['mj-section', 'mj-raw'],
  'mj-section': ['mj-column', 'mj-group', 'mj-raw'],
  'mj-group': ['mj-column', 'mj-raw'],
  'mj-column': content,
  'mj-hero': content,
  'mj-social': ['mj-social-element'],
};

const names = [
  ...new Set([...Object.keys(childrenOf), ...Object.values(childrenOf).flat(), ...Object.keys(attributesOf)]),
];

/** Elements, where each may stand and what each may have. */
export const mjmlElements: readonly ElementSpec[] = names.map((name) => ({
  name,
  children: [...(childrenOf[name] ?? [])],
  attributes: [...(attributesOf[name] ?? [])],
  // A slot or shared part begins with any of them.
  top: name === 'mjml' || name === 'mj-section' || name === 'mj-wrapper' || content.includes(name),
}));

export const mjmlAttributes: readonly AttrSpec[] = [
  { name: 'align', values: ['left', 'center', 'right'] },
  { name: 'text-align', values: ['left', 'center', 'right'] },
  { name: 'vertical-align', values: ['top', 'middle', 'bottom'] },
  { name: 'full-width', values: ['full-width'] },
  { name: 'fluid-on-mobile', values: ['true'] },
  { name: 'direction', values: ['ltr', 'rtl'] },
  { name: 'font-weight', values: ['normal', 'bold'] },
  { name: 'border-style', values: ['solid', 'dashed', 'dotted'] },
  { name: 'mode', values: ['horizontal', 'vertical'] },
];

/** What is filled in for each reader. */
export const placeholders = ['name', 'salutation', 'email', 'unsubscribe_url', 'preferences_url'] as const;
