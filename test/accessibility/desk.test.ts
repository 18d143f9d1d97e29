import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import {
  administrator,
  askForCall,
  becomeAdministrator,
  deskUrl,
  writeMessage,
} from '../support/desk-visit.ts';
import { addEasySite } from '../support/easy-site.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';

interface State {
  title: string;
  path: string;
  /** What brings the page into the state, and waits until it is. */
  reach: (page: Page) => Promise<unknown>;
  /** A menu closes when the window changes its size, and is opened again for the narrow screen. */
  isLostWhenResized?: true;
}

const states: State[] = [
  { title: 'the inbox', path: '/inbox', reach: async (page) => await item(page).waitFor() },
  {
    title: 'an opened message',
    path: '/inbox',
    reach: async (page) => {
      await item(page).click();
      await page.getByText('The backup has not run.', { exact: true }).last().waitFor();
    },
  },
  {
    title: 'a selection',
    path: '/inbox',
    reach: async (page) => {
      await page.getByRole('checkbox', { name: 'Select Ada' }).check();
      await page.getByText('1 selected').waitFor();
    },
  },
  {
    title: 'a held message',
    path: '/inbox?state=held',
    reach: async (page) => {
      await page.getByRole('link', { name: /Bob/ }).click();
      await page.getByText('The captcha was not solved.').waitFor();
    },
  },
  {
    title: 'the assignment menu',
    path: '/inbox',
    isLostWhenResized: true,
    reach: async (page) => {
      await item(page).click();
      await page.getByRole('button', { name: /Assign/ }).click();
      await page.getByRole('menuitemradio').first().waitFor();
    },
  },
  {
    title: 'the filters, with nothing found',
    path: '/inbox?q=zzz',
    reach: async (page) => {
      await page.getByText('Nothing found').waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
    },
  },
  {
    title: 'the shortcuts',
    path: '/inbox',
    reach: async (page) => {
      await item(page).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    title: 'an item that is gone',
    path: '/inbox/01900000-0000-7000-8000-000000000000',
    reach: async (page) => await page.getByText('It is not there any more.').waitFor(),
  },
  {
    title: 'the callbacks',
    path: '/callbacks',
    reach: async (page) => await page.getByText('Carl').waitFor(),
  },
  {
    title: 'the outcome of a call',
    path: '/callbacks',
    reach: async (page) => {
      await page.getByRole('button', { name: /Claim|Outcome/ }).waitFor();
      const claim = page.getByRole('button', { name: 'Claim' });
      if ((await claim.count()) > 0) await claim.click();
      await page.getByRole('button', { name: 'Outcome…' }).click();
      await page.getByRole('radio', { name: /^No answer/ }).check();
    },
  },
  {
    title: 'the captcha, with a chart as a table',
    path: '/captcha',
    reach: async (page) => {
      await page.locator('canvas').first().waitFor();
      await page.getByText('Show as a table').first().click();
    },
  },
  {
    title: 'the requests, and a new one with errors',
    path: '/privacy/requests',
    reach: async (page) => {
      await page.getByText('due in').first().waitFor();
      await page.getByRole('button', { name: 'New request' }).click();
      await page.getByLabel('What do they ask for?').selectOption('Correction');
      await page.getByRole('button', { name: 'Write it down' }).click();
      await page.getByText('Please fill in what is to be changed.').waitFor();
    },
  },
  {
    title: 'a request with what is kept',
    path: '/privacy/requests',
    reach: async (page) => {
      await page.getByRole('link', { name: 'Erasure' }).click();
      await page.getByRole('button', { name: 'Find their data' }).click();
      await page.getByText('Show 1 record').first().click();
      await page.getByText('Legal basis').waitFor();
    },
  },
  {
    title: 'an erasure that is asked for once more',
    path: '/privacy/requests',
    reach: async (page) => {
      await page.getByRole('link', { name: 'Erasure' }).click();
      await page.getByRole('button', { name: 'Erase…' }).click();
      await page.getByText('Contact messages: 1 record').waitFor();
    },
  },
  {
    title: 'a refusal that waits for a second person',
    path: '/privacy/requests',
    reach: async (page) => {
      await page.getByRole('link', { name: 'Access' }).click();
      await page.getByText('Waits for a second person').waitFor();
    },
  },
  {
    title: 'retention, counted',
    path: '/privacy/retention',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Count' }).click();
      await page.getByRole('main').getByText('Nothing would go now.').waitFor();
    },
  },
  {
    title: 'a new hold with errors',
    path: '/privacy/retention',
    reach: async (page) => {
      await page.getByRole('button', { name: 'New hold' }).click();
      await page.getByRole('button', { name: 'Place the hold' }).click();
      await page.getByText('Please give the reason.').waitFor();
    },
  },
  {
    title: 'the consents, verified, with two versions of a wording',
    path: '/privacy/consents',
    reach: async (page) => {
      await page.getByText('Version 2').click();
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page
        .getByRole('main')
        .getByText(/^Intact/)
        .waitFor();
    },
  },
  {
    title: 'an address that is on the suppression list',
    path: '/privacy/suppression',
    reach: async (page) => {
      await page.getByLabel('E-mail address or telephone number').fill('quiet@example.com');
      await page.getByRole('button', { name: 'Look up' }).click();
      await page.getByRole('main').getByText('On the list in 1 scope.').waitFor();
    },
  },
  {
    title: 'the record of processing',
    path: '/privacy/record',
    reach: async (page) => await page.getByRole('heading', { name: 'Contact messages' }).waitFor(),
  },
  {
    title: 'a new campaign with errors, over none',
    path: '/newsletter',
    reach: async (page) => {
      await page.getByRole('heading', { name: 'No campaigns' }).waitFor();
      await page.getByRole('button', { name: 'New campaign' }).click();
      await page.getByRole('button', { name: 'Begin' }).click();
      await page.getByText('Please give it a name.').waitFor();
    },
  },
  {
    title: 'the subscribers, and an import with errors',
    path: '/newsletter/subscribers',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Show the list' }).click();
      await page.getByText('There is nobody.').waitFor();
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByText('Please choose a file.').waitFor();
      await page.locator('input[type="file"]:focus').waitFor();
    },
  },
  {
    title: 'a new topic with errors',
    path: '/newsletter/topics',
    reach: async (page) => {
      await page.getByText('0 subscribers').first().waitFor();
      await page.getByRole('button', { name: 'New topic' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
      await page.getByText('Please name it in each language.').first().waitFor();
    },
  },
  {
    title: 'a template that is edited',
    path: '/newsletter/templates',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Edit Frame' }).click();
      await page.getByRole('textbox', { name: 'MJML' }).waitFor();
    },
  },
  {
    title: 'the image library',
    path: '/newsletter/images',
    reach: async (page) => await page.getByText('dot.png', { exact: true }).waitFor(),
  },
  {
    title: 'returned mail, of which there is none and for which there is no way',
    path: '/newsletter/returns',
    reach: async (page) => {
      await page.getByText('What is sent back does not come here').waitFor();
      await page.getByText('Nothing came back').waitFor();
    },
  },
  {
    title: 'the pacing, with all that can be set',
    path: '/newsletter/pacing',
    reach: async (page) => {
      await page.getByLabel('Only on certain days and hours').check();
      await page.getByLabel('Warm up').check();
      await page.getByLabel('Slower for these domains').fill('gmail.com fast');
      await page.getByText('is none: write a domain and a number.').waitFor();
    },
  },
  {
    title: 'the own account',
    path: '/settings/account',
    reach: async (page) => await page.getByText('This one').first().waitFor(),
  },
  {
    title: 'setting up the second factor',
    path: '/settings/account',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Set up' }).click();
      await page.getByRole('img', { name: /QR/ }).waitFor();
    },
  },
  {
    title: 'an invitation with errors',
    path: '/settings/staff',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('button', { name: 'Make invitation' }).click();
      await page.getByText('Please enter a name.').waitFor();
    },
  },
  {
    title: 'the forms',
    path: '/settings/forms',
    reach: async (page) => await page.getByText('General question').first().click(),
  },
  {
    title: 'the opening hours',
    path: '/settings/hours',
    reach: async (page) => await page.getByText('Monday').waitFor(),
  },
  {
    title: 'no canned replies',
    path: '/settings/canned',
    reach: async (page) => await page.getByText('No canned replies yet').waitFor(),
  },
  {
    title: 'a new webhook',
    path: '/settings/webhooks',
    reach: async (page) => {
      await page.getByText('No endpoints yet').waitFor();
      await page.getByRole('button', { name: 'New endpoint' }).click();
    },
  },
  {
    title: 'the audit log, verified',
    path: '/settings/audit',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page
        .getByRole('main')
        .getByText(/^Intact/)
        .waitFor();
    },
  },
  {
    title: 'a page that there is not',
    path: '/nowhere',
    reach: async (page) => await page.getByText('There is no such page').first().waitFor(),
  },
];

describe('axe-core finds nothing at the desk at WCAG 2.2 AA', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let cookies: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['cookies']>>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { STAFF_EMAIL: administrator.email } });
    browser = await startChromium();
    const site = await addEasySite(foyer);
    await writeMessage(
      foyer,
      { name: 'Ada', email: 'ada@example.com', text: 'The backup has not run.' },
      site,
    );
    await writeMessage(foyer, { name: 'Bob', email: 'bob@example.com', text: 'Hello.' });
    await askForCall(foyer, site, { name: 'Carl', phone: '+31 20 794 6000' });
    const context = await browser.newContext({ locale: 'en-GB' });
    await becomeAdministrator(await context.newPage(), foyer);
    cookies = await context.cookies();
    await fill(context);
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  it.each(states)('on $title', async ({ title, path, reach, isLostWhenResized }) => {
    const page = await openPage(cookies);
    const arrive = async (): Promise<void> => {
      await page.goto(deskUrl(foyer, path));
      await reach(page);
    };
    await arrive();
    const options = isLostWhenResized ? { afterResize: arrive } : {};
    expect(await violationsInEveryView(page, title, options)).toEqual([]);
    await page.context().close();
  });

  it('on the way in', async () => {
    const page = await openPage();
    await page.goto(deskUrl(foyer));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Please enter your e-mail address.').waitFor();
    expect(await violationsInEveryView(page, 'sign-in with errors')).toEqual([]);
    await page.goto(deskUrl(foyer, '/invitation/nothing'));
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Please enter your name.').waitFor();
    expect(await violationsInEveryView(page, 'invitation with errors')).toEqual([]);
    await page.context().close();
  });

  /** A template and a picture; a request to erase, one that is to be refused, two versions of a wording, and somebody who wants no mail. */
  async function fill({ request }: BrowserContext): Promise<void> {
    const api = deskUrl(foyer, '/api');
    const { csrfToken } = (await (await request.get(`${api}/session`)).json()) as { csrfToken: string };
    const post = async (path: string, data: object): Promise<{ id: string }> => {
      const headers = { 'x-foyer-csrf': csrfToken, 'sec-fetch-site': 'same-origin' };
      const answer = await request.post(`${api}${path}`, { data, headers });
      if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
      return (await answer.json()) as { id: string };
    };
    await post('/newsletter/templates', { value: { name: 'Frame', mjml: '<mjml>{{slot:main}}</mjml>' } });
    await post('/newsletter/images', { name: 'dot.png', data: dot });
    await post('/privacy/requests', { kind: 'erasure', channel: 'phone', email: 'ada@example.com' });
    const { id } = await post('/privacy/requests', {
      kind: 'access',
      channel: 'letter',
      email: 'bob@example.com',
    });
    await post(`/privacy/requests/${id}/refusal`, { reason: 'We cannot tell who asks.' });
    for (const [version, words] of ['Write to me.', 'Write to me once a month.'].entries()) {
      const wordings = { en: words, nl: words, de: words, fr: words };
      await post('/privacy/consent-texts', {
        purpose: 'news',
        wordings,
        noticeVersion: '1',
        basedOnVersion: version,
      });
    }
    await post('/privacy/suppressions', { email: 'quiet@example.com', scope: 'mail' });
  }

  async function openPage(signedIn: typeof cookies = []): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    await context.addCookies(signedIn);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }
});

function item(page: Page) {
  return page.getByRole('link', { name: /Ada/ });
}

/** The smallest PNG: one pixel. */
const dot =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
