import { describe, expect, it } from 'vitest';
import { failureNote } from './failure-note.ts';

describe('the note of a failure', () => {
  it.each([
    ['550 <visitor+tag@mail.example.org>: no such user', 'Error: 550 <[address]>: no such user'],
    ['to=a@b.example,c@d.example', 'Error: to=[address],[address]'],
    ['connect to 203.0.113.7:25 failed', 'Error: connect to [address]:25 failed'],
    ['connect to 2001:db8::1 failed', 'Error: connect to [address] failed'],
    ['called +49 (30) 1234-567', 'Error: called [number]'],
    [
      'message 01890000-0000-7000-8000-000000000000 at 12:30:45',
      'Error: message 01890000-0000-7000-8000-000000000000 at 12:30:45',
    ],
  ])('of %j is %j', (message, note) => {
    expect(failureNote(new Error(message))).toBe(note);
  });

  it('prefers the code, drops NUL bytes, which PostgreSQL refuses, and ends after 500 characters', () => {
    const error = Object.assign(new Error(`a\0b ${'@x'.repeat(100_000)}`), { code: 'E_CODE' });
    expect(failureNote(error)).toMatch(/^E_CODE: ab /);
    expect(failureNote(error).length).toBeLessThanOrEqual(500);
  });

  it('says nothing of a thrown value that is no error', () => {
    expect(failureNote('visitor@example.org')).toBe('thrown: not an Error');
  });
});
