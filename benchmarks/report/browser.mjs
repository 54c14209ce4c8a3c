// What the scripts beside this one share: a headless Chromium, and reports opened in it from disk.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export async function launch() {
  const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .find(existsSync);
  return chromium.launch({
    executablePath: process.env.BOHR_CHROMIUM ?? installed,
    args: ['--no-sandbox'], // the pages are our own, and CI runs as root
  });
}

// Opens a report. Whatever the browser complains about is in `complaints`; whatever is asked of
// the network is refused, and is a complaint too.
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 }, colorScheme: 'light', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', error => complaints.push(String(error)));
  await page.route('**/*', route => {
    if (route.request().url().startsWith('file:')) {
      return route.continue();
    }
    complaints.push('asks for ' + route.request().url());
    return route.abort();
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  return { page, context, complaints };
}
