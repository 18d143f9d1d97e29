import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFindTarget, urlProblem } from './target.ts';

const signal = new AbortController().signal;

function finding(...addresses: string[]) {
  const asked: string[] = [];
  const findTarget = createFindTarget({
    resolveHost: async (hostname) => {
      asked.push(hostname);
      return addresses;
    },
  });
  return { asked, find: (url: string) => findTarget(url, signal) };
}

it('looks a name up once and pins all that it found', async () => {
  const { asked, find } = finding('8.8.8.8', '2606:4700::1111');
  expect(await find('https://crm.example.org:8443/hook?x=1')).toMatchObject({
    addresses: [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ],
  });
  expect(asked).toEqual(['crm.example.org']);
});

it('refuses a name when one of its addresses is not public', async () => {
  for (const inner of ['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1', '::ffff:192.168.0.1', 'fe80::1']) {
    expect(await finding('8.8.8.8', inner).find('https://crm.example.org/')).toBe('address_refused');
  }
});

it('says when a name leads nowhere or is not looked up in time', async () => {
  expect(await finding().find('https://crm.example.org/')).toBe('dns');
  const failing = createFindTarget({ resolveHost: () => Promise.reject(new Error('ENOTFOUND')) });
  expect(await failing('https://crm.example.org/', signal)).toBe('dns');
  const hanging = createFindTarget({ resolveHost: () => new Promise(() => undefined) });
  expect(await hanging('https://crm.example.org/', AbortSignal.timeout(5))).toBe('timeout');
});

it('refuses an address of its own network in whatever way a URL can spell it, without asking for it', async () => {
  const spelled = fc
    .tuple(fc.constantFrom(10, 127), fc.nat(255), fc.nat(255), fc.nat(255))
    .chain(([a, b, c, d]) => {
      const whole = ((a * 256 + b) * 256 + c) * 256 + d;
      return fc.constantFrom(
        `${a}.${b}.${c}.${d}`,
        `${a}.${b}.${c * 256 + d}`,
        String(whole),
        `0x${whole.toString(16)}`,
        `0${whole.toString(8)}`,
        `0x${a.toString(16)}.0${b.toString(8)}.${c}.${d}`,
        `${a}.${b}.${c}.${d}.`,
        `[::ffff:${a}.${b}.${c}.${d}]`,
        `[64:ff9b::${a}.${b}.${c}.${d}]`,
        `%${a.toString(10).codePointAt(0)?.toString(16)}${String(a).slice(1)}.${b}.${c}.${d}`,
      );
    });
  await fc.assert(
    fc.asyncProperty(spelled, async (host) => {
      const { asked, find } = finding('8.8.8.8');
      expect(await find(`https://${host}/`)).toBe('url_refused');
      expect(asked).toEqual([]);
    }),
  );
});

it('names what is wrong with a URL', () => {
  expect(urlProblem('https://crm.example.org/foyer', false)).toBeUndefined();
  expect(urlProblem('http://crm.example.org/', false)).toContain('https://');
  expect(urlProblem('ftp://crm.example.org/', false)).toContain('https://');
  expect(urlProblem('https://user:word@crm.example.org/', false)).toContain('password');
  expect(urlProblem('https://crm.example.org/#part', false)).toContain('#');
  expect(urlProblem('https://[::1]/', false)).toContain('open internet');
  expect(urlProblem('crm.example.org', false)).toContain('URL');
  expect(urlProblem('http://127.0.0.1:8080/', false)).toContain('https://');
});

it('lets this machine be reached only where that is asked for, and nothing else without TLS', async () => {
  const own = createFindTarget({ allowLoopback: true, resolveHost: async () => ['10.0.0.1'] });
  expect(await own('http://127.0.0.1:8080/', signal)).toMatchObject({
    addresses: [{ address: '127.0.0.1' }],
  });
  expect(await own('http://10.0.0.1/', signal)).toBe('url_refused');
  expect(await own('http://localhost/', signal)).toBe('address_refused');
  expect(await own('https://crm.example.org/', signal)).toBe('address_refused');
});
