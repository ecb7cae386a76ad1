import { accessibleTree, launchChromium, namelessControls, requireBinary, waitUntil } from '@portico/test-support';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { type Api, KEY, PIXEL, startApi } from './api.fixture.js';

const chromium = requireBinary('chromium');
let browser: Browser;
beforeAll(async () => {
  if (chromium) browser = await launchChromium(chromium);
}, 30_000);
afterAll(() => browser?.close());

describe.skipIf(!chromium).each(HTTP_PLATFORMS)('the page on %s', { timeout: 30_000 }, (http) => {
  let api: Api;
  let errors: string[] = [];
  let close: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    api = await startApi(http);
  });
  afterAll(() => api.close());
  afterEach(async () => {
    await Promise.all(close.map((one) => one()));
    close = [];
    // The browser also reports refused requests, which the page shows.
    expect(errors.filter((error) => !/status of 4\d\d/.test(error))).toEqual([]);
    errors = [];
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    close.push(() => context.close());
    context.setDefaultTimeout(5_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(api.url);
    await page.getByText('Live', { exact: true }).waitFor();
    return page;
  }

  const books = (page: Page) => page.getByRole('list', { name: 'Books' }).getByRole('listitem');

  it('moves between pages, sorts and searches', async () => {
    const page = await open();
    await page.getByText('Page 1 of 3, 12 books').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Page 2 of 3, 12 books').waitFor();
    await page.getByLabel('Order').selectOption('Oldest first');
    await books(page).first().filter({ hasText: '1812' }).waitFor();
    await page.getByLabel('Title or author').fill('grimm');
    await page.getByText('Page 1 of 1, 1 book', { exact: true }).waitFor();
    await page.getByLabel('Title or author').fill('nobody wrote this');
    await page.getByText('No book matches.').waitFor();
  });

  it('shows what is wrong with a new book, and then adds it', async () => {
    const [page, other] = [await open(), await open()];
    await page.getByRole('button', { name: 'Add a book' }).click();
    const dialog = page.getByRole('dialog', { name: 'A new book' });
    await dialog.getByLabel('Title').fill(`Ulysses on ${http}`);
    await dialog.getByRole('button', { name: 'Add the book' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'Changes require the key' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Key for changes').fill(KEY);

    await page.getByRole('button', { name: 'Add a book' }).click();
    await dialog.getByLabel('Title').fill(`Ulysses on ${http}`);
    await dialog.getByLabel('Year').fill('1922.5');
    await dialog.getByRole('button', { name: 'Add the book' }).click();
    await dialog.getByText('The year is a whole number.').waitFor();
    const authors = dialog.getByLabel('Authors');
    expect(await authors.getAttribute('aria-invalid')).toBe('true');
    expect(await authors.evaluate((field) => field === document.activeElement)).toBe(true);

    await authors.fill('James Joyce');
    await dialog.getByLabel('Year').fill('1922');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    // Another tab is notified and shows the change without reloading the page.
    await other.getByRole('log').getByText(`Ulysses on ${http} was added`).waitFor();
    await other.getByText('13 books').waitFor();
    await page.getByText('13 books').waitFor();
  });

  it('adds a review and a cover to a book, and removes the book', async () => {
    const { id } = (await api.send('POST', '/api/v2/books', { title: 'Aaa', authors: ['B'], year: 1900 })).body;
    const page = await open();
    await page.getByLabel('Key for changes').fill(KEY);
    await page.getByRole('button', { name: /^Aaa/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Aaa' });
    await dialog.getByRole('button', { name: 'Add the review' }).click();
    await dialog.getByText('Write what you think.').waitFor();
    await dialog.getByLabel('Stars').selectOption('5, splendid');
    await dialog.getByLabel('Review').fill('Splendid <b>indeed</b>');
    await dialog.getByRole('button', { name: 'Add the review' }).click();
    await dialog.getByText('Splendid <b>indeed</b>').waitFor();

    const file = dialog.getByLabel('Picture');
    await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await dialog.getByText('A cover is a PNG, JPEG or WebP picture.').waitFor();
    await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PIXEL });
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await dialog.getByRole('img', { name: 'Cover of Aaa' }).waitFor();

    await page.keyboard.press('Escape');
    const row = page.getByRole('button', { name: /^Aaa/ });
    await row.getByText('5 of 5 stars, 1 review').waitFor();
    await waitUntil(() => row.evaluate((button) => button === document.activeElement));
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Remove the book' }).click();
    await row.waitFor({ state: 'hidden' });
    expect((await api.get(`/api/v2/books/${id}`)).status).toBe(404);
  });

  it('shows requests with their replies', async () => {
    const page = await open();
    const newest = page.locator('#request-log > li').first();
    await page.getByRole('button', { name: 'The same in version 1' }).click();
    await newest.getByText('"author": "Karl Marx, Friedrich Engels"').waitFor();
    await page.getByRole('button', { name: 'A page, version 2' }).click();
    await newest.getByText('cache miss').waitFor();
    await page.getByRole('button', { name: 'A page, version 2' }).click();
    await newest.getByText('cache hit').waitFor();
    for (const [name, status] of [
      ['A page that is not a number', '400'],
      ['A book that does not exist', '404'],
      ['A change without the key', '401'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      await newest.getByText(status, { exact: true }).waitFor();
    }
  });

  it('reconnects after a restart of the server', async () => {
    const first = await startApi(http);
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(first.url);
      await page.getByText('Live', { exact: true }).waitFor();
      await first.send('POST', '/api/v2/books', { title: 'Before', authors: ['B'], year: 1900 });
      await page.getByRole('log').getByText('Before was added').waitFor();
      await first.close();
      await page.getByText('Offline', { exact: true }).waitFor();
      const second = await startApi(http, Number(new URL(first.url).port));
      try {
        await page.getByText('Live', { exact: true }).waitFor({ timeout: 15_000 });
        await page.getByRole('log').getByText('all books were loaded again').waitFor();
        await page.getByText('12 books').waitFor();
      } finally {
        await second.close();
      }
    } finally {
      await context.close();
      await first.close();
    }
  });

  it('has landmarks, and names for all controls', async () => {
    const page = await open();
    await books(page).first().waitFor();
    expect(await namelessControls(page)).toEqual([]);
    const tree = await accessibleTree(page);
    for (const node of ['banner ""', 'main ""', 'search ""', 'navigation "Pages"', 'log "Live changes"'])
      expect(tree).toContain(node);
    await page.getByRole('button', { name: 'Add a book' }).click();
    expect(await namelessControls(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const facts = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return { lang: document.documentElement.lang, title: document.title, twice: ids.length - new Set(ids).size };
    });
    expect(facts).toEqual({ lang: 'en', title: 'Portico books', twice: 0 });
  });

  it('fits on a phone', async () => {
    const page = await open({ viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.getByRole('button', { name: 'The same in version 1' }).click();
    await page.locator('#request-log > li').first().locator('pre').first().waitFor();
    expect(await width()).toBe(320);
    await books(page).first().getByRole('button').click();
    const box = await page.getByRole('dialog').boundingBox();
    expect([box?.x ?? -1, (box?.x ?? 0) + (box?.width ?? 999)].every((x) => x >= 0 && x <= 320)).toBe(true);
  });
});
