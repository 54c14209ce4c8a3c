// Takes pictures of reports. benchmarks/report-screenshots runs it.
//
//   node screenshots.mjs OUT NAME.html...
import { basename, join } from 'node:path';
import { launch, open } from './browser.mjs';

const LOOKS = {
  'wide-light': { colorScheme: 'light', viewport: { width: 1400, height: 900 } },
  'wide-dark': { colorScheme: 'dark', viewport: { width: 1400, height: 900 } },
  'narrow-light': { colorScheme: 'light', viewport: { width: 390, height: 844 } },
  'narrow-dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
};

const [out, ...files] = process.argv.slice(2);
const browser = await launch();
let faults = 0;
for (const file of files) {
  for (const [look, options] of Object.entries(LOOKS)) {
    const { page, context, complaints } = await open(browser, file, options);
    const picture = join(out, basename(file, '.html') + '-' + look + '.png');
    await page.screenshot({ path: picture, fullPage: true });
    await context.close();
    console.log([picture, ...complaints].join('\n  '));
    faults += complaints.length;
  }
}
await browser.close();
process.exitCode = faults ? 1 : 0;
