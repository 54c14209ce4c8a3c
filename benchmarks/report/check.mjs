// Opens reports in a headless Chromium and uses them as people do. benchmarks/check-report runs it.
//
//   node check.mjs RACE.html LONG.html
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { launch, open } from './browser.mjs';

const MEBIBYTE = 1 << 20;
const [race, long] = process.argv.slice(2);
const browser = await launch();
let checks = 0;

async function check(name, file, body, options) {
  const { page, context, complaints } = await open(browser, file, options);
  await body(page);
  assert.deepEqual(complaints, [], name);
  await context.close();
  checks++;
  console.log('ok: ' + name);
}

const selected = page => page.locator('#details h2').textContent();
const rowHeight = page => page.evaluate(() => window.page.lanes.rowHeight);
const rows = page => page.evaluate(() => window.page.lanes.rows.length);

// The colours of the canvas where steps are drawn.
const pixels = (page, steps) => page.evaluate(steps => {
  const lanes = window.page.lanes;
  lanes.drawNow();
  const ratio = window.devicePixelRatio;
  const { width, height } = lanes.canvas;
  const { data } = lanes.canvas.getContext('2d').getImageData(0, 0, width, height);
  return steps.map(step => {
    const [x, y] = [lanes.x(step), lanes.y(lanes.rowOf[step])].map(at => Math.round(at * ratio));
    return Array.from(data.slice(4 * (y * width + x), 4 * (y * width + x) + 3));
  });
}, steps);

await check('the critical pair is visible, in a colour of its own', race, async page => {
  await assert.doesNotReject(page.getByText('These two must not be swapped').first().waitFor());
  const cards = page.locator('#pair button');
  assert.equal(await cards.count(), 2);
  assert.ok(await cards.first().isVisible() && await cards.last().isVisible());
  const accent = await page.evaluate(() => {
    const [r, g, b] = window.page.lanes.colour.accent.slice(1).match(/../g).map(x => parseInt(x, 16));
    return [r, g, b];
  });
  const pair = await page.evaluate(() => window.page.model.head.pair);
  assert.deepEqual(await pixels(page, pair), [accent, accent]);
});

await check('clicking the pair shows both source lines', race, async page => {
  const lines = await page.evaluate(() =>
    window.page.model.head.pair.map(step => window.page.model.line(step)));
  assert.ok(lines.every(line => /^guest\.c:\d+$/.test(line)), lines.join());
  for (const card of await page.locator('#pair button').all()) {
    await card.click();
    const shown = await page.locator('#details .line').allTextContents();
    for (const line of lines) {
      assert.ok(shown.some(text => text.startsWith(line)), line + ' in ' + shown);
    }
    assert.equal(await page.locator('#details .source .here').count(), 2);
  }
});

await check('clicking a step tells of it', race, async page => {
  const at = await page.evaluate(() => {
    const lanes = window.page.lanes;
    lanes.top = 0;
    lanes.drawNow();
    return { x: lanes.textAt + 5, y: lanes.y(1), number: window.page.model.number(lanes.rows[1]) };
  });
  await page.locator('#lanes').click({ position: at });
  assert.match(await selected(page), new RegExp('^Step ' + at.number + ','));
});

await check('zoom works by button, key and wheel', race, async page => {
  const before = await rowHeight(page);
  await page.click('#zoom-in');
  assert.ok(await rowHeight(page) > before);
  await page.focus('#timeline');
  await page.keyboard.press('-');
  assert.ok(Math.abs(await rowHeight(page) - before) < 0.01);
  await page.locator('#lanes').hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  await page.waitForFunction(height => window.page.lanes.rowHeight > height, before);
  await page.keyboard.press('0');
  assert.ok(await page.evaluate(() => window.page.lanes.shown() >= window.page.lanes.rows.length - 1));
});

await check('search finds texts and numbers', race, async page => {
  await page.keyboard.press('/');
  await page.keyboard.type('lw ');
  const matches = Number((await page.textContent('#matches')).replace(/\D/g, ''));
  assert.ok(matches > 1);
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('#details .does'), /^lw /);
  const first = await selected(page);
  await page.keyboard.press('Enter');
  assert.notEqual(await selected(page), first);
  const number = await page.evaluate(() => window.page.model.number(5));
  await page.fill('#search', String(number));
  await page.press('#search', 'Enter');
  assert.match(await selected(page), new RegExp('^Step ' + number + ','));
});

await check('steps are filtered by agent and by address', race, async page => {
  const all = await rows(page);
  await page.click('summary:has-text("Agents")');
  await page.locator('#agents input').first().uncheck();
  assert.ok(await rows(page) < all);
  await page.locator('#agents input').first().check();
  assert.equal(await rows(page), all);
  const address = await page.evaluate(() => {
    const model = window.page.model;
    const step = model.head.pair[1];
    return model.hex(model.addressLow[step], model.addressHigh[step]);
  });
  await page.fill('#address', address);
  const left = await rows(page);
  assert.ok(left >= 2 && left < all, left + ' of ' + all);
});

await check('the keyboard is enough', race, async page => {
  await page.focus('#timeline');
  await page.keyboard.press('Home');
  const first = await selected(page);
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await selected(page), first);
  await page.keyboard.press('End');
  const last = await selected(page);
  await page.keyboard.press('p');
  assert.notEqual(await selected(page), last);
  assert.equal(await page.locator('#details .of-pair').count(), 1);
});

for (const [scheme, width] of [['light', 1400], ['dark', 390]]) {
  await check('no text runs out of a window of ' + width + ' pixels, ' + scheme, race, async page => {
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, wide + ' of ' + window);
    assert.equal(await page.getAttribute('html', 'data-theme'), scheme);
  }, { colorScheme: scheme, viewport: { width, height: 844 } });
}

await check('what a guest prints is text and nothing else', long, async page => {
  assert.match(await page.textContent('#console'), /<\/script><script>document\.title = 'taken'<\/script>/);
  assert.match(await page.textContent('#texts'), /title: <\/script>/);
  assert.doesNotMatch(await page.title(), /taken/);
  assert.equal(await page.locator('#texts img, #texts script').count(), 0);
});

await check('a million steps are searched, filtered and zoomed', long, async page => {
  assert.equal(await rows(page), 1_000_000);
  await page.fill('#search', 'DMA write');
  await page.press('#search', 'Enter');
  assert.match(await page.textContent('#details .does'), /^DMA write/);
  await page.click('#zoom-all');
  await page.check('#visible');
  assert.ok(await rows(page) < 1_000_000);
});

// Measured, and held to a bound that has nothing to do with how fast Bohr is: what a reader waits.
const times = [];
for (let i = 0; i < 3; i++) {
  const { page, context } = await open(browser, long);
  times.push(Number(await page.getAttribute('html', 'data-ready')));
  await context.close();
}
times.sort((one, other) => one - other);
const size = statSync(long).size;
console.log(`a million steps: ${(size / MEBIBYTE).toFixed(1)} MiB, interactive after ${times.join(', ')} ms`);
assert.ok(size < 20 * MEBIBYTE, 'smaller than 20 MiB');
assert.ok(times[1] < 3000, 'interactive within 3 s');
await browser.close();
console.log(checks + ' checks');
