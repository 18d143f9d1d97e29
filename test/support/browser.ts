import { chromium, type Browser } from 'playwright-core';

/** Debian's Chromium, alone with this machine: nothing it does in the background asks another host. */
export async function startChromium(extraArguments: string[] = []): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...extraArguments,
    ],
  });
}

/** The stock widget looks for automation and stops when it finds it. */
export const likeAPerson = {
  arguments: ['--disable-blink-features=AutomationControlled'],
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
};
