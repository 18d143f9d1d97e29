import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import type { DataSubject, Language } from '@foyer/service';
import type { FoundToken, LinkStore, TokenPurpose } from './link-store.ts';
import type { SubjectSeal } from '../subject-seal.ts';

/** Whoever holds a link or has its page open. */
export interface Visitor {
  subject: DataSubject & { email: string };
  linkRequestId: string;
  language: Language;
  expiresAt: Date;
}

export interface Links {
  /** Each call makes another link, and all of them work: a mail that is sent twice does no harm. */
  issue(linkRequestId: string): Promise<{ path: string; expiresAt: Date } | undefined>;
  /** Changes nothing; undefined for every link that does not work, whatever the reason. */
  look(token: string): Promise<Visitor | undefined>;
  /** Opens a page of its own for an hour; a link does that a few times and then no more. */
  open(token: string): Promise<{ visitor: Visitor; page: string } | undefined>;
  /** Who has this page open; changes nothing. */
  visitorOf(page: string): Promise<Visitor | undefined>;
  /** For everything that does something: takes one of the page's uses. */
  act(page: string): Promise<Visitor | undefined>;
}

const tokenShape = /^[A-Za-z0-9_-]{43}$/;
const linkHours = 24;
const pageMinutes = 60;
// A second click, and another device; a link that was passed on opens no more than this.
const linkUses = 3;
const pageUses = 100;

export function createLinks(deps: { store: LinkStore; seal: SubjectSeal; clock: Clock }): Links {
  const { store, seal, clock } = deps;

  async function issue(
    linkRequestId: string,
    purpose: TokenPurpose,
    { minutes, uses }: { minutes: number; uses: number },
  ): Promise<{ token: string; expiresAt: Date } | undefined> {
    const token = randomBytes(32).toString('base64url');
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + minutes * 60_000);
    const isAdded = await store.addToken(hashOf(purpose, token), {
      linkRequestId,
      purpose,
      now,
      expiresAt,
      uses,
    });
    return isAdded ? { token, expiresAt } : undefined;
  }

  const by =
    (method: 'find' | 'use', purpose: TokenPurpose) =>
    async (token: string): Promise<Visitor | undefined> => {
      if (!tokenShape.test(token)) return undefined;
      const found = await store[method](hashOf(purpose, token), purpose, clock.now());
      return found && visitorOf(found, seal);
    };

  return {
    issue: async (linkRequestId) => {
      const issued = await issue(linkRequestId, 'link', { minutes: linkHours * 60, uses: linkUses });
      return issued && { path: `/my-data/open/${issued.token}`, expiresAt: issued.expiresAt };
    },
    look: by('find', 'link'),
    open: async (token) => {
      const visitor = await by('use', 'link')(token);
      if (visitor === undefined) return undefined;
      const page = await issue(visitor.linkRequestId, 'page', { minutes: pageMinutes, uses: pageUses });
      return page && { visitor: { ...visitor, expiresAt: page.expiresAt }, page: page.token };
    },
    visitorOf: by('find', 'page'),
    act: by('use', 'page'),
  };
}

function visitorOf(found: FoundToken, seal: SubjectSeal): Visitor | undefined {
  const { email } = seal.open(found.subject, found.linkRequestId);
  if (email === undefined) return undefined;
  const { linkRequestId, language, expiresAt } = found;
  return { subject: { email }, linkRequestId, language, expiresAt };
}

// The purpose keeps the token to its one use: under another name it is another hash. 256 random bits need no salt.
function hashOf(purpose: TokenPurpose, token: string): Uint8Array {
  return createHash('sha256').update(`my-data.${purpose}\0${token}`).digest();
}
