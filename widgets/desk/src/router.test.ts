import { describe, expect, it } from 'vitest';
import { hrefWith, isInside, matchRoute, readPlace } from './router.ts';
import { routes } from './routes.ts';

describe('the router', () => {
  it('reads what lies below /desk, whatever slash is at its end', () => {
    expect(readPlace({ pathname: '/desk', search: '' }).path).toBe('/');
    expect(readPlace({ pathname: '/desk/inbox/', search: '?q=a' })).toMatchObject({ path: '/inbox' });
    expect(readPlace({ pathname: '/desk/inbox', search: '?q=a' }).query.get('q')).toBe('a');
  });

  it('finds a page and the parts of its address', () => {
    expect(matchRoute(routes, '/inbox')).toEqual({ name: 'inbox', params: {} });
    expect(matchRoute(routes, '/inbox/0198%2F1')).toEqual({ name: 'inbox', params: { id: '0198/1' } });
    expect(matchRoute(routes, '/settings/webhooks')).toEqual({
      name: 'settings',
      params: { section: 'webhooks' },
    });
  });

  it('has no page for what it does not know, nor for an escape that is none', () => {
    expect(matchRoute(routes, '/nowhere')).toBeUndefined();
    expect(matchRoute(routes, '/inbox/a/b')).toBeUndefined();
    expect(matchRoute(routes, '/inbox/%E0%A4%A')).toBeUndefined();
    expect(matchRoute(routes, '/inbox//')).toBeUndefined();
  });

  it('changes members of the query and keeps the others', () => {
    const place = readPlace({ pathname: '/desk/inbox/7', search: '?state=held&q=invoice' });
    expect(hrefWith(place, { q: undefined })).toBe('/desk/inbox/7?state=held');
    expect(hrefWith(place, { state: '', q: 'a b' }, '/inbox')).toBe('/desk/inbox?q=a+b');
    expect(hrefWith(place, { state: '', q: '' }, '/')).toBe('/desk');
  });

  it('follows links of the desk only, and leaves downloads and the sign-in elsewhere to the browser', () => {
    const origin = 'https://foyer.example';
    expect(isInside('/desk/inbox', origin)).toBe(true);
    expect(isInside('/desk', origin)).toBe(true);
    expect(isInside('/desk/api/inbox/export.csv', origin)).toBe(false);
    expect(isInside('/desktop', origin)).toBe(false);
    expect(isInside('https://elsewhere.example/desk', origin)).toBe(false);
    expect(isInside('tel:+31201234567', origin)).toBe(false);
  });
});
