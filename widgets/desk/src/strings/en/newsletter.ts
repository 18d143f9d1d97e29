/** What the sections of the page share. */
export const newsletter = {
  sections: {
    campaigns: 'Campaigns',
    subscribers: 'Subscribers',
    topics: 'Topics',
    templates: 'Templates and parts',
    images: 'Images',
    pacing: 'Pacing',
  },
  languages: { en: 'English', nl: 'Dutch', de: 'German', fr: 'French' },
  language: 'Language',
  editorHint: 'Tab leaves the editor. Ctrl+Space suggests what fits, Escape closes the suggestions.',
  standings: {
    draft: 'Draft',
    released: 'Released',
    scheduled: 'Scheduled',
    late: 'Too late',
    started: 'Started',
    preparing: 'Counting out the audience',
    sending: 'Sending',
    paused: 'Paused',
    braked: 'Stopped: too much refused',
    finished: 'Finished',
    cancelled: 'Stopped for good',
  },
  unsaved: 'Not saved yet',
  savedAt: (at: string, by: string | null) => `Saved ${at}${by === null ? '' : ` by ${by}`}`,
};
