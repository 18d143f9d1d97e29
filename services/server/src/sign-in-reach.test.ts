import { describe, expect, it } from 'vitest';
import { banner } from './banner.ts';
import { loadConfig } from './config.ts';
import { examineSignIn } from './doctor/sign-in.ts';

const advice = /https/;

describe('a PUBLIC_URL at which nobody can sign in', () => {
  it.each(['http://hall.nordlicht.example', 'http://192.0.2.7:8080', 'http://localhost.example.org'])(
    'is said plainly at the start and by doctor: %s',
    (PUBLIC_URL) => {
      const config = loadConfig({ PUBLIC_URL });
      const started = { port: 8080, seconds: 1, administratorLink: undefined };
      expect(banner(config, started)).toContain(`nobody can sign in to the desk at ${PUBLIC_URL}`);
      expect(examineSignIn(config)).toMatchObject([
        { state: 'wrong', about: 'PUBLIC_URL', says: expect.stringContaining(PUBLIC_URL) },
      ]);
      expect(examineSignIn(config)[0]?.advice).toMatch(advice);
    },
  );

  it.each([
    undefined,
    'https://hall.nordlicht.example',
    'http://localhost:8080',
    'http://desk.localhost',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
  ])('is not claimed of %s', (PUBLIC_URL) => {
    const config = loadConfig({ PUBLIC_URL });
    const started = { port: 8080, seconds: 1, administratorLink: undefined };
    expect(banner(config, started)).not.toContain('nobody can sign in');
    expect(examineSignIn(config)).toEqual([]);
  });
});
