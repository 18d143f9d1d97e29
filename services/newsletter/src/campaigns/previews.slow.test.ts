import { expect, it } from 'vitest';
import { bob, describeCampaigns, eve, goodMjml, goodValue } from './campaigns-fixture.ts';

describeCampaigns('what is seen of a campaign before it leaves', ({ desk }) => {
  it('sends a test to the one who asks, marked, with links that lead straight on', async () => {
    const { id } = await desk().draft();
    expect(await desk().call('post', `/campaigns/${id}/test`, {}, bob)).toMatchObject({
      status: 200,
      body: { sentTo: 'bob@example.nl' },
    });
    expect(desk().peer.mails.map(({ to }) => to)).toEqual([['bob@example.nl']]);
    // Quoted-printable, without the line breaks that are none.
    const source = (desk().peer.mails[0]?.source ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(source).toContain('Subject: [Test] Spring for Bob\r\n');
    expect(source).toContain('href="https://shop.example/sale"');
    expect(source.split('text/plain')[1]).toContain('https://hall.example/newsletter/unsubscribe/');
    for (let sent = 1; sent < 20; sent += 1) await desk().call('post', `/campaigns/${id}/test`, {}, bob);
    expect(await desk().call('post', `/campaigns/${id}/test`, {}, bob)).toMatchObject({
      status: 429,
      body: { code: 'test_limit' },
    });
    desk().peer.behaviour.refuseMessage = 554;
    expect(await desk().call('post', `/campaigns/${id}/test`, {}, eve)).toMatchObject({
      status: 502,
      body: { code: 'test_not_sent' },
    });
    expect(desk().peer.mails).toHaveLength(20);
  });

  it('fills the slots of a template, and says at which line of what a mistake is', async () => {
    const template = goodMjml.replace('<mj-button', '\n{{slot:main}}\n<mj-button');
    const { body: kept } = await desk().call('post', '/templates', {
      value: { name: 'House', mjml: template },
    });
    expect(kept).toMatchObject({ version: 1, slots: ['main'], changedByName: 'Ada' });
    const value = {
      ...goodValue,
      mjml: '',
      templateId: kept.id,
      slots: { main: '<mj-text>a</mj-text>\n<mj-text colour="red">b</mj-text>' },
    };
    const { body: wrong } = await desk().call('post', '/previews', { value });
    expect(wrong.findings).toEqual([
      expect.objectContaining({
        code: 'mjml_invalid',
        place: expect.objectContaining({ in: 'slot', name: 'main', line: 2 }),
      }),
    ]);
    expect(await desk().codesOf({ ...value, slots: {} })).toEqual(['slot_missing']);
    expect(await desk().codesOf({ ...value, slots: { main: '{{> nothing}}' } })).toEqual(['part_unknown']);
    expect(
      await desk().codesOf({
        ...value,
        slots: { main: '<mj-text>Filled</mj-text>', other: '<mj-text>a</mj-text>' },
      }),
    ).toEqual(['slot_unknown']);
    const { id } = await desk().draft(value);
    expect(await desk().call('delete', `/templates/${kept.id}`)).toMatchObject({
      status: 409,
      body: { code: 'template_in_use' },
    });
    await desk().call('delete', `/campaigns/${id}`);
    expect(await desk().call('delete', `/templates/${kept.id}`)).toMatchObject({ status: 204 });
    expect(await desk().codesOf(value)).toEqual(['template_unknown']);
  });

  it('gives each shared part a name of its own', async () => {
    const value = { name: 'footer', mjml: '<mj-text>a</mj-text>' };
    const both = await Promise.all([
      desk().call('post', '/parts', { value }),
      desk().call('post', '/parts', { value }),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
    await desk().call('post', '/parts', { value: { name: 'circle', mjml: '{{> circle}}' } });
    expect(await desk().codesOf({ mjml: goodMjml.replace('<mj-button', '{{> circle}}<mj-button') })).toEqual([
      'part_circular',
    ]);
  });

  it('shows a mail in a sandbox, to the one who writes it, and in the scheme that is asked for', async () => {
    const mjml = goodMjml.replace(
      '<mj-body>',
      '<mj-head><mj-style>@media (prefers-color-scheme: dark) { p { color: red } }</mj-style></mj-head><mj-body>',
    );
    const { body, status } = await desk().call('post', '/previews', {
      value: { ...goodValue, mjml, audience: { topics: [] } },
    });
    expect([status, body.findings.map(({ code }: { code: string }) => code)]).toEqual([
      201,
      ['audience_without_topic'],
    ]);
    expect([body.subject, body.text]).toEqual([
      'Spring for Alex Example',
      expect.stringContaining('Hello Alex Example'),
    ]);
    const page = await desk().call('get', `/previews/${body.id}/html?scheme=dark`);
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; .*frame-ancestors 'self'; sandbox$/,
    );
    expect(page.text).toContain('Hello Alex Example, read');
    expect(page.text).toContain('@media (min-width: 0px)');
    expect(page.text).toContain('href="https://shop.example/sale"');
    expect(await desk().call('get', `/previews/${body.id}/html`, undefined, bob)).toMatchObject({
      status: 404,
    });
    for (let more = 0; more < 5; more += 1) await desk().call('post', '/previews', { value: goodValue });
    expect(await desk().call('get', `/previews/${body.id}/html`)).toMatchObject({ status: 404 });
    const { id } = await desk().released();
    const released = await desk().call('get', `/campaigns/${id}/preview.html`);
    expect(released.text).toContain('https://hall.example/l/');
    const text = await desk().call('get', `/campaigns/${id}/preview.txt`);
    expect(text.text).toContain('Hello Alex Example');
    expect(text.text).toContain('https://hall.example/newsletter/unsubscribe/');
  });
});
