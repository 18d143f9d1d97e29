import { DEFAULT_LADDER, describeLadder, Ladder, type DescribedStep } from '@foyer/captcha';
import { z } from 'zod';
import { textOption, UsageError, type SystemCommand } from '../command-line.ts';

export const addSite: SystemCommand = {
  name: 'site:add',
  summary: 'Adds a site that may use the captcha; prints its site key and, this once, its secret.',
  options: {
    name: { type: 'string', describe: 'what you call the site', required: true },
    origin: {
      type: 'string',
      describe: 'where its pages are, such as https://www.example.org',
      required: true,
    },
    json: { type: 'boolean', describe: 'print {"siteKey","secret"} and nothing else' },
  },
  needs: 'open',
  run: async ({ services: { captcha } }, options, io) => {
    const site = await captcha.sites.add({
      name: textOption(options, 'name'),
      origins: [originOf(textOption(options, 'origin'))],
    });
    if (options['json'] === true) {
      io.print(JSON.stringify({ siteKey: site.siteKey, secret: site.secret }));
      return 0;
    }
    io.print(`site key  ${site.siteKey}`);
    io.print(`secret    ${site.secret}`);
    io.print('The secret is stored only as a digest: write it down now.');
    return 0;
  },
};

export const listSites: SystemCommand = {
  name: 'site:list',
  summary: 'Lists the sites with the difficulty ladder in force and the hashes that each step costs.',
  options: {},
  needs: 'open',
  run: async ({ services: { captcha } }, _options, io) => {
    for (const site of await captcha.sites.list()) {
      io.print(`${site.siteKey}  ${site.name}  ${site.origins.join(' ')}`);
      for (const line of linesOf(describeLadder(site.ladder))) io.print(`    ${line}`);
    }
    return 0;
  },
};

export const setLadder: SystemCommand = {
  name: 'site:ladder',
  summary: 'Sets how a site’s puzzles grow with the requests of one address; "default" goes back.',
  options: {
    site: { type: 'string', describe: 'its site key', required: true },
    steps: {
      type: 'string',
      describe: 'JSON: [{"above":0,"solutions":51,"difficulty":122,"expirySeconds":3600}, …]',
      required: true,
    },
  },
  needs: 'open',
  run: async ({ services: { captcha } }, options, io) => {
    const siteKey = textOption(options, 'site');
    const steps = textOption(options, 'steps');
    await captcha.sites.setLadder(siteKey, steps === 'default' ? DEFAULT_LADDER : ladderOf(steps));
    for (const line of linesOf(await captcha.sites.describeLadder(siteKey))) io.print(line);
    return 0;
  },
};

const linesOf = (steps: DescribedStep[]): string[] =>
  steps.map(
    ({ above, solutions, difficulty, expectedHashes }) =>
      `above ${above} requests: ${solutions} × d${difficulty}, about ${expectedHashes.toLocaleString('en')} hashes`,
  );

function originOf(text: string): string {
  if (!URL.canParse(text))
    throw new UsageError(`--origin must be a URL such as https://www.example.org, got '${text}'`);
  const { origin, protocol } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new UsageError(`--origin must start with https:// or http://, got '${text}'`);
  return origin;
}

function ladderOf(text: string): Ladder {
  try {
    return Ladder.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new UsageError(`--steps cannot be read: ${reason}`, { cause: error });
  }
}
