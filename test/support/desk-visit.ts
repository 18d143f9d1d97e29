import type { Browser, Page } from 'playwright-core';
import type { Site } from './easy-site.ts';
import type { FoyerProcess } from './foyer-process.ts';
import { freshSolution } from './solve-puzzle.ts';

export const administrator = {
  name: 'Mara Visser',
  email: 'mara@example.org',
  password: 'seven lanterns by the canal',
};

/** The desk on the origin that the server itself names: its cookie belongs to that one. */
export function deskUrl(foyer: FoyerProcess, path = ''): string {
  return `http://localhost:${new URL(foyer.url).port}/desk${path}`;
}

/** Takes the link for the first administrator, which the server printed when it opened. */
export async function becomeAdministrator(page: Page, foyer: FoyerProcess): Promise<void> {
  const link = /http:\S+\/desk\/invitation\/\S+/.exec(foyer.output())?.[0];
  if (link === undefined) throw new Error(`the server must print a link:\n${foyer.output()}`);
  await page.goto(link);
  await page.getByLabel('Your name').fill(administrator.name);
  await page.getByLabel('Password').fill(administrator.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  // It says with which address one signs in from now on.
  await page.getByText(administrator.email).waitFor();
  await page.getByRole('button', { name: 'Go to the desk' }).click();
  await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** A page of a browser of their own, in which somebody is signed in already. */
export async function openSignedIn(browser: Browser, { cookie }: { cookie: string }): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const [name = '', value = ''] = cookie.split('=');
  // Secure, as its name demands, and sent to localhost all the same.
  await context.addCookies([{ name, value, url: 'https://localhost' }]);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

/** What a visitor sends. Without a site it goes the way without JavaScript: the captcha is not solved, and it is held. */
export async function writeMessage(
  foyer: FoyerProcess,
  message: { name: string; email: string; text: string },
  site?: Site,
): Promise<void> {
  const { name, email, text } = message;
  const fields = { name, email, message: text, topic: 'support', language: 'en' };
  if (site === undefined) return await post(foyer, '/contact/messages', new URLSearchParams(fields));
  const solution = await freshSolution(foyer.url, site.siteKey);
  await post(foyer, '/contact/messages', JSON.stringify({ ...fields, 'frc-captcha-solution': solution }));
}

/** A request to be called, for the first time that is free. */
export async function askForCall(
  foyer: FoyerProcess,
  site: Site,
  caller: { name: string; phone: string },
): Promise<void> {
  const response = await fetch(`${foyer.url}/callback/slots`);
  const { slots } = (await response.json()) as { slots: { startsAt: string }[] };
  const solution = await freshSolution(foyer.url, site.siteKey);
  const slot = slots[0]?.startsAt;
  const fields = { ...caller, slot, language: 'en', 'frc-captcha-solution': solution };
  await post(foyer, '/callback/requests', JSON.stringify(fields));
}

async function post(foyer: FoyerProcess, path: string, body: string | URLSearchParams): Promise<void> {
  const response = await fetch(foyer.url + path, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    },
    body,
  });
  if (response.status !== 201)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
