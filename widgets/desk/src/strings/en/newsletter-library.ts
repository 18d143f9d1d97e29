export const newsletterLibrary = {
  intro:
    'What mails have in common. Whoever changes it here, changes every campaign that is not released yet.',
  kinds: { templates: 'Templates', parts: 'Shared parts' },
  kindsIntro: {
    templates:
      'The frame of a mail, one for each kind of newsletter. Each {{slot:main}} in it is a place that campaigns fill.',
    parts:
      'What stands in many mails alike: the head, the imprint, the way out. {{>\u{a0}footer}} puts the part “footer” into a mail.',
  },
  add: { templates: 'New template', parts: 'New part' },
  empty: { templates: 'No templates yet.', parts: 'No shared parts yet.' },
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Delete ${name}`,
  removeTitle: (name: string) => `Delete “${name}”?`,
  removeText: 'Nobody gets it back. What was released before stays as it is.',
  name: 'Name',
  names: { templates: '', parts: 'Small letters, digits and hyphens: it is written {{> name}}.' },
  nameMissing: 'Please give it a name.',
  nameWrong: 'Small letters, digits and hyphens, a letter first.',
  mjml: 'MJML',
  slots: (slots: readonly string[]) => (slots.length === 0 ? 'No slots' : `Slots: ${slots.join(', ')}`),
  changed: (at: string, by: string | null) => `Changed ${at}${by === null ? '' : ` by ${by}`}`,

  imagesIntro:
    'Pictures of mails come from here and from nowhere else: another server would learn who reads the mail.',
  addImage: 'Add pictures',
  imageFiles: 'Pictures',
  imageHint: 'PNG, JPEG, GIF or WebP, 1 MB at most each.',
  tooLarge: (name: string) => `“${name}” is larger than 1 MB.`,
  used: (used: string, most: string) => `${used} of ${most} used`,
  noImages: 'No pictures yet',
  noImagesHint: 'Add some, and put them into a mail with “Insert a picture”.',
  facts: (width: number, height: number, size: string) => `${width} × ${height}, ${size}`,
  size: (bytes: number) =>
    bytes < 1_000_000
      ? `${Math.ceil(bytes / 1000)} kB`
      : `${(bytes / 1_000_000).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`,
  address: (name: string) => `Address of ${name}`,
  added: (name: string) => `Added ${name}.`,
};
