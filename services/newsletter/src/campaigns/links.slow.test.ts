import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { ada, bob, describeCampaigns, goodMjml, goodValue } from './campaigns-fixture.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const pathsIn = (part: string) => part.match(/(?<=https:\/\/hall\.example)\/l\/[^"'\s.)]+/g) ?? [];

describeCampaigns('what the links and pictures of mails lead to', ({ database, desk }) => {
  const visit = async (
    path: string,
    options: { method?: string; address?: string; headers?: Record<string, string> } = {},
  ) =>
    await desk().server.fetch(path, {
      method: options.method ?? 'GET',
      headers: {
        'user-agent': firefox,
        'x-forwarded-for': options.address ?? '192.0.2.1',
        ...options.headers,
      },
    });

  async function started() {
    await desk().subscribe({});
    const { id } = await desk().released({
      mjml: goodMjml.replace(
        '<mj-button',
        '<mj-text><a href="https://shop.example/a">a</a> <a href="https://shop.example/sale">b</a></mj-text><mj-button',
      ),
      text: 'To the sale: https://shop.example/sale. Only here (https://shop.example/text)! {{unsubscribe_url}}',
    });
    await desk().call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 });
    const { mail } = desk().sendings[0] ?? {};
    const html = (mail?.html ?? []).filter((piece) => typeof piece === 'string').join('');
    const text = (mail?.text ?? []).filter((piece) => typeof piece === 'string').join('');
    return { id, html, paths: pathsIn(html), textPaths: pathsIn(text), text };
  }

  it('lead on to where they went when the mail was released, and are the same for the same place', async () => {
    const { id, paths, textPaths, html, text } = await started();
    expect(html + text).not.toContain('shop.example');
    expect(paths).toHaveLength(4);
    expect(new Set(paths).size).toBe(3);
    expect(text).toMatch(/^To the sale: https:\S+\. Only here \(https:\S+\)! $/);
    const [spring = '', , sale = ''] = paths;
    expect(textPaths[0]).toBe(sale);
    const response = await visit(spring);
    expect([response.status, response.headers.get('location')]).toEqual([
      302,
      'https://shop.example/spring?a=1&b=2',
    ]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect((await visit(textPaths[1] ?? '')).headers.get('location')).toBe('https://shop.example/text');
    for (const path of [`${spring}x`.slice(0, -2) + 'zz', '/l/1/99/aaaaaaaa', spring.replace('/1/', '/2/')]) {
      expect((await visit(path)).status).toBe(404);
    }
    const { body } = await desk().call('get', `/campaigns/${id}/links`);
    expect(body.links.map(({ url }: { url: string }) => url)).toEqual([
      'https://shop.example/spring?a=1&b=2',
      'https://shop.example/a',
      'https://shop.example/sale',
      'https://shop.example/text',
    ]);
  });

  it('are counted raw and without scanners, and not for HEAD and prefetching', async () => {
    const { id, paths } = await started();
    const [spring = '', , sale = ''] = paths;
    await visit(spring, { address: '192.0.2.1' });
    await visit(spring, { address: '192.0.2.2' });
    await visit(sale, { address: '192.0.2.1' });
    for (const path of paths) await visit(path, { address: '198.51.100.9' });
    await visit(spring, { address: '192.0.2.3', method: 'HEAD' });
    await visit(spring, { address: '192.0.2.4', headers: { 'sec-purpose': 'prefetch' } });
    await visit(spring, { address: '192.0.2.5', headers: { 'user-agent': 'python-requests/2' } });
    desk().clock.advance({ seconds: 11 });
    const { body } = await desk().call('get', `/campaigns/${id}/links`);
    expect(body).toMatchObject({ raw: 7, likelyHuman: 3 });
    expect(body.links[0]).toMatchObject({
      raw: 3,
      likelyHuman: 2,
      hours: [{ hour: '2026-11-28T12:00:00.000Z', raw: 3, likelyHuman: 2 }],
    });
    expect(body.links[2]).toMatchObject({ raw: 3, likelyHuman: 1 });
    // A second time, into the hour that is there already, and what is being watched when the process ends.
    await visit(spring);
    await desk().campaigns.close();
    expect((await desk().call('get', `/campaigns/${id}/links`)).body).toMatchObject({
      raw: 8,
      likelyHuman: 4,
    });
  });

  it('say nothing of who opened them, in the database or in the log', async () => {
    const { paths } = await started();
    await visit(paths[0] ?? '', { address: '203.0.113.77' });
    await desk().campaigns.close();
    const { rows } = await sql`select * from newsletter.link_count`.execute(database().db);
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      'campaign_number',
      'link_number',
      'hour',
      'raw',
      'likely_human',
    ]);
    const words = JSON.stringify([rows, desk().log.lines, desk().server.log.lines]);
    expect(words).not.toContain('203.0.113');
    expect(words).not.toContain('Firefox');
  });

  it('are new ones after a release was voided', async () => {
    const { id } = await desk().released();
    const value = { ...goodValue, mjml: goodMjml.replaceAll('shop.example', 'store.example') };
    await desk().call('put', `/campaigns/${id}`, { value, basedOnVersion: 1 });
    expect((await desk().call('get', `/campaigns/${id}/links`)).body.links).toEqual([]);
    await desk().release(id, bob);
    const { body } = await desk().call('get', `/campaigns/${id}/links`);
    expect(body.links[0].url).toBe('https://store.example/spring?a=1&b=2');
  });

  it('show pictures of the library under the hash of their bytes, for ever', async () => {
    const { status, body: image } = await desk().call('post', '/images', { name: 'dot.png', data: png });
    expect([status, image.type, image.width, image.bytes]).toEqual([201, 'png', 1, 70]);
    expect(await desk().call('post', '/images', { name: 'again.png', data: png })).toMatchObject({
      status: 200,
      body: { name: 'dot.png' },
    });
    const response = await visit(image.url);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await response.arrayBuffer()).toString('base64')).toBe(png);
    for (const path of [
      image.url.replace('.png', '.gif'),
      '/newsletter/images/..%2f..%2fetc',
      '/newsletter/images/x.png',
    ]) {
      expect((await visit(path)).status).toBe(404);
    }
    const mjml = goodMjml.replace('<mj-button', `<mj-image alt="A dot" src="${image.url}" /><mj-button`);
    const other = mjml.replace(image.hash, '0'.repeat(64));
    expect(await desk().codesOf({ mjml: other })).toEqual(['image_unknown']);
    const { id } = await desk().draft({ mjml });
    const { body: preflight } = await desk().call('get', `/campaigns/${id}/preflight`);
    expect(preflight.mayBeReleased).toBe(true);
    expect((await desk().call('get', `/campaigns/${id}/preview.html`)).text).toContain(
      `src="https://hall.example${image.url}"`,
    );
    expect(await desk().call('delete', `/images/${image.hash}`)).toMatchObject({
      status: 409,
      body: { code: 'image_in_use' },
    });
    await desk().call('delete', `/campaigns/${id}`);
    expect(await desk().call('delete', `/images/${image.hash}`)).toMatchObject({ status: 204 });
    expect(await desk().call('get', '/images')).toMatchObject({ body: { items: [], usedBytes: 0 } });
  });

  it('show no other file, whatever it is called', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ).toString('base64');
    expect(await desk().call('post', '/images', { name: 'a.png', data: svg })).toMatchObject({
      status: 422,
      body: { code: 'image_not_readable' },
    });
    expect(await desk().call('post', '/images', { name: 'a.png', data: 'no base64!' })).toMatchObject({
      status: 422,
      body: { code: 'validation_failed' },
    });
    const large = Buffer.alloc(1_100_000).toString('base64');
    const { status } = await desk().call('post', '/images', { name: 'a.png', data: large });
    expect([413, 422]).toContain(status);
  });

  it('are given to nobody without the permission', async () => {
    const reader = { ...ada, permissions: new Set(['newsletter.read']) };
    const { id } = await desk().released();
    for (const [method, path, body] of [
      ['post', '/campaigns', { value: goodValue }],
      ['post', '/images', { name: 'a', data: png }],
      ['post', `/campaigns/${id}/release`, { basedOnVersion: 1, contentHash: '0'.repeat(64) }],
      ['post', `/campaigns/${id}/start`, { basedOnVersion: 1 }],
      ['post', `/campaigns/${id}/test`, {}],
    ] as const) {
      expect(await desk().call(method, path, body, reader)).toMatchObject({ status: 403 });
    }
    expect(await desk().call('get', `/campaigns/${id}`, undefined, reader)).toMatchObject({ status: 200 });
  });
});
