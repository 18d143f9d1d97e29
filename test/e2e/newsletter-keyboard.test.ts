import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskUrl } from '../support/desk-visit.ts';
import { openNewsletterDesk, type NewsletterDesk } from '../support/newsletter-desk.ts';

// As many stops as no page has.
const maxStops = 90;

describe('a newsletter at the desk, by keyboard alone', () => {
  let desk: NewsletterDesk;
  let writer: Page;
  let colleague: Page;

  beforeAll(async () => {
    // Slow enough that it is on its way for as long as the walk takes.
    desk = await openNewsletterDesk({ pacing: { perSecond: 0.1, parallel: 1 } });
    ({ writer, colleague } = desk);
  });

  afterAll(async () => await desk.close());

  it('is begun in a dialog that has the focus in its first field', async () => {
    await writer.goto(deskUrl(desk.foyer, '/newsletter/campaigns'));
    await writer.getByRole('heading', { name: 'No campaigns' }).waitFor();
    await press(writer, 'New campaign');
    await expect.poll(() => focused(writer)).toBe('Name');
    await writer.keyboard.type('Spring for all');
    await press(writer, 'Begin');
    await writer.getByRole('heading', { name: 'Spring for all', level: 1 }).waitFor();
    await expect.poll(() => focused(writer)).toBe('Spring for all');
  });

  it('is written, in an editor that Tab leaves', async () => {
    await fill(writer, 'Subject', 'Spring');
    await fill(writer, 'Sender’s name', 'Nordlicht');
    await fill(writer, 'Sender’s address', 'news@nordlicht.example');
    await tabTo(writer, 'News');
    await writer.keyboard.press('Space');
    await tabTo(writer, 'MJML of the whole mail');
    expect(await focusShows(writer)).toBe(true);
    await writer.keyboard.press('Control+Home');
    await writer.keyboard.type('<mj-sec');
    await writer.locator('.cm-tooltip-autocomplete').waitFor();
    await writer.keyboard.press('Escape');
    await writer.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' });
    await writer.keyboard.press('Shift+Home');
    await writer.keyboard.press('Delete');
    await writer.keyboard.press('Tab');
    await expect.poll(() => focused(writer)).toBe('Make it from the HTML');
    await writer.getByText(/^Tab leaves the editor\./).waitFor();
    await press(writer, 'Save');
    await writer
      .getByText(/^Saved /)
      .first()
      .waitFor();
  });

  it('is checked, tested, and released with the focus where it was', async () => {
    await tabTo(writer, 'Write', 'Shift+Tab');
    await writer.keyboard.press('ArrowRight');
    await writer.getByText('Nothing keeps it from being sent.').waitFor();
    await expect.poll(() => focused(writer)).toBe('Check and send');
    await press(writer, 'Send it to me');
    await writer.getByRole('main').getByText('Sent to willem@example.org.').waitFor();
    await expect.poll(() => focused(writer)).toBe('Send it to me');

    await colleague.goto(`${writer.url().split('?')[0]}?tab=check`);
    await colleague.getByRole('button', { name: 'Release this mail' }).waitFor();
    await press(colleague, 'Release this mail');
    await colleague.getByText('Released by Ada Administrator').waitFor();
    await expect.poll(() => focused(colleague)).toMatch(/^Released by Ada Administrator/);
    await writer.getByText('Released by Ada Administrator').waitFor();
    await expect.poll(() => focused(writer)).toBe('Send it to me');
  });

  it('is scheduled, taken back and started, and never loses the focus with a button', async () => {
    await press(writer, 'Schedule…');
    await expect.poll(() => focused(writer)).toBe('Date and time');
    await press(writer, 'Schedule');
    await writer.getByText(/^It starts /).waitFor();
    await press(writer, 'Take the time back');
    await writer.getByRole('button', { name: 'Schedule…' }).waitFor();
    await expect.poll(() => focused(writer)).toBe('Start');
    await press(writer, 'Start now…');
    // Nothing is sent by a key that was pressed once too often.
    await expect.poll(() => focused(writer)).toBe('Cancel');
    await press(writer, 'Start sending');
    await writer.getByRole('button', { name: 'Pause' }).waitFor();
    await expect.poll(() => focused(writer)).toBe('Sending');
  });

  it('is paused, resumed and stopped', async () => {
    await press(writer, 'Pause');
    await writer.getByRole('button', { name: 'Resume' }).waitFor();
    await expect.poll(() => focused(writer)).toBe('Resume');
    await writer.keyboard.press('Enter');
    await writer.getByRole('button', { name: 'Pause' }).waitFor();
    await press(writer, 'Stop for good…');
    await expect.poll(() => focused(writer)).toBe('Cancel');
    await press(writer, 'Stop for good');
    await writer.getByRole('status').getByText('Stopped for good').waitFor();
    await expect.poll(() => focused(writer)).toBe('Stopped for good');
    await tabTo(writer, 'What became of it');
  });
});

async function fill(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  expect(await focusShows(page)).toBe(true);
  await page.keyboard.press('Enter');
}

/** Goes on until it is there, as a person would. */
async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let stop = 0; stop < maxStops; stop += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)) === name) return;
  }
  throw new Error(`"${name}" is not reached by ${key}`);
}

/** By which name what has the focus goes; the page itself has none. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { activeElement: outer } = document;
    const element = outer?.shadowRoot?.activeElement ?? outer;
    if (element === null || element === document.body) return '';
    const labels = 'labels' in element ? (element.labels as NodeListOf<HTMLElement> | null) : null;
    const name = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
    return name.trim();
  });
}

/** Whether it, or what is drawn in its place, has a ring around it. */
async function focusShows(page: Page): Promise<boolean> {
  return await page.evaluate(() =>
    [document.activeElement, document.activeElement?.nextElementSibling].some(
      (element) => element instanceof HTMLElement && getComputedStyle(element).outlineStyle !== 'none',
    ),
  );
}
