import type { StaffMember } from './staff-desk.ts';

// Changes at the desk that belong together, each by the route that makes it. Answers are looked at by the tests of the routes.

// oxlint-disable-next-line typescript/no-explicit-any -- what the answers hold is looked at by the tests of their routes
type Answer = any;

/** @param route as its documentation writes it; `ids` take the places of its parameters */
export type Change = (route: string, ids?: readonly string[], body?: unknown) => Promise<Answer>;

const bodyOf = (text: string): string =>
  `<mjml><mj-body><mj-section><mj-column>${text}</mj-column></mj-section></mj-body></mjml>`;

/** @param officer another one, for what takes two */
export async function keepPromises(change: Change, officer: StaffMember): Promise<void> {
  const requests = '/desk/api/privacy/requests';
  const about = { channel: 'phone', email: 'nobody@example.org' };
  const request = async (kind: string) => await change(`POST ${requests}`, [], { kind, ...about });

  const access = await request('access');
  await change(`POST ${requests}/{id}/extension`, [access.id], {
    until: access.latestExtension,
    reason: 'The archive is being moved.',
  });
  const refusal = { reason: 'We cannot tell who asks.' };
  await change(`POST ${requests}/{id}/refusal`, [access.id], refusal);
  await change(`DELETE ${requests}/{id}/refusal`, [access.id]);
  await change(`POST ${requests}/{id}/execution`, [access.id], {});
  const refused = await request('erasure');
  const proposal = await officer.call('POST', `${requests}/${refused.id}/refusal`, refusal);
  if (!proposal.ok) throw new Error(`the refusal was not proposed: ${await proposal.text()}`);
  await change(`POST ${requests}/{id}/refusal/approval`, [refused.id]);

  const hold = await change('POST /desk/api/privacy/holds', [], {
    subject: { email: 'held@example.org' },
    why: 'A law suit',
    until: new Date(Date.now() + 90 * 86_400_000).toISOString(),
  });
  await change('POST /desk/api/privacy/holds/{id}/end', [hold.id]);

  const wording = 'You may write to me about news.';
  await change('POST /desk/api/privacy/consent-texts', [], {
    purpose: 'audit-news',
    wordings: { nl: wording, de: wording, en: wording, fr: wording },
    noticeVersion: '2026-11',
    basedOnVersion: 0,
  });
  await change('POST /desk/api/privacy/consents/search', [], { email: 'zoe@example.org' });

  const entry = { email: 'quiet@example.org', scope: 'mail' };
  await change('POST /desk/api/privacy/suppressions', [], entry);
  await change('POST /desk/api/privacy/suppressions/search', [], { email: entry.email });
  await change('POST /desk/api/privacy/suppressions/removals', [], entry);
  await change('POST /desk/api/privacy/suppressions/import', [], {
    scope: 'mail',
    list: 'one@example.org\ntwo@example.org\n',
  });
}

/** @param textVersion of the wording of the consent to the newsletter */
export async function writeNewsletters(change: Change, textVersion: number): Promise<void> {
  const base = '/desk/api/newsletter';
  const names = { en: 'Offers', nl: 'Aanbiedingen', de: 'Angebote', fr: 'Offres' };
  const topic = { position: 2, isActive: true, names, descriptions: names };
  const { version } = await change(`POST ${base}/topics`, [], { id: 'offers', ...topic });
  await change(`PUT ${base}/topics/{id}`, ['offers'], { ...topic, position: 3, version });
  await change(`DELETE ${base}/topics/{id}`, ['offers']);

  for (const [room, mjml] of [
    ['parts', '<mj-text>Nordlicht</mj-text>'],
    ['templates', bodyOf('{{slot:main}}')],
  ] as const) {
    const value = { name: 'usual', mjml };
    const made = await change(`POST ${base}/${room}`, [], { value });
    const changed = { value: { ...value, name: 'other' }, basedOnVersion: made.version };
    await change(`PUT ${base}/${room}/{id}`, [made.id], changed);
    await change(`DELETE ${base}/${room}/{id}`, [made.id]);
  }
  const dot =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  const image = await change(`POST ${base}/images`, [], { name: 'A dot', data: dot });
  await change(`DELETE ${base}/images/{hash}`, [image.hash]);

  const value = {
    name: 'December',
    subject: 'News for {{name}}',
    language: 'en',
    from: { name: 'Nordlicht', address: 'news@nordlicht.example' },
    replyTo: null,
    templateId: null,
    mjml: bodyOf('<mj-text>Good day, {{name}}. <a href="{{unsubscribe_url}}">Leave</a></mj-text>'),
    slots: {},
    text: null,
    audience: { topics: ['news'] },
    crashPolicy: 'hold',
  };
  const campaign = await change(`POST ${base}/campaigns`, [], { value });
  const shorter = { value: { ...value, name: 'Dec' }, basedOnVersion: campaign.version };
  await change(`PUT ${base}/campaigns/{id}`, [campaign.id], shorter);
  const copy = await change(`POST ${base}/campaigns/{id}/clone`, [campaign.id]);
  await change(`POST ${base}/campaigns/{id}/test`, [campaign.id], {});
  await change(`DELETE ${base}/campaigns/{id}`, [copy.id]);

  await change(`POST ${base}/subscribers/search`, [], { email: 'zoe@example.org' });
  await change(`POST ${base}/imports`, [], {
    csv: 'email,name,salutation,consented_at\nzoe@example.org,Zoë,neutral,2026-11-01\n',
    isDryRun: true,
    source: 'The old list',
    textVersion,
    topics: ['news'],
    language: 'en',
  });
}
