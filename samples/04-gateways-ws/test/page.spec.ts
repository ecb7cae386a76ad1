import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@portico/common';
import { launchChromium, requireBinary } from '@portico/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../src/application.js';

const chromium = requireBinary('chromium');

describe.skipIf(!chromium)('the page', { timeout: 30_000 }, () => {
  let app: INestApplication;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    app = await createApplication();
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    browser = await launchChromium(chromium as string);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function withPage(run: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(5_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(url);
    await page.getByText('Connected', { exact: true }).nth(2).waitFor();
    await run(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.close();
    expect(errors).toEqual([]);
  }

  it('runs the clock and shows its frames', () =>
    withPage(async (page) => {
      await page.getByLabel('Every').selectOption('50');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByText(/^Tick \d{2,} of this stream$/).waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped', { exact: true }).waitFor();
      await page.getByText('["watch",{"every":50}]').waitFor();
      await page.getByLabel('Every').selectOption('1');
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByRole('alert').filter({ hasText: '50 to 60000' }).waitFor();
    }));

  it('uses the calculator', () =>
    withPage(async (page) => {
      await page.getByRole('button', { name: 'Ask' }).click();
      await page.getByText('Sum: 19').waitFor();
      await page.getByLabel('Numbers').fill('1, two');
      await page.getByLabel('Numbers').press('Enter');
      await page.getByRole('alert').filter({ hasText: '"two" is not a number.' }).waitFor();
    }));

  it('posts only after signing in', () =>
    withPage(async (page) => {
      await page.getByLabel('Note', { exact: true }).fill('Hello <b>board</b>');
      await page.getByRole('button', { name: 'Post' }).click();
      await page.getByRole('alert').filter({ hasText: 'Sign in to post' }).waitFor();
      await page.getByLabel('Your name').fill('Ana');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('You post as Ana.').waitFor();
      await page.getByRole('button', { name: 'Post' }).click();
      await page.getByRole('list', { name: 'Notes' }).getByText('Hello <b>board</b>').waitFor();
    }));

  it('sends a custom frame and shows the result', () =>
    withPage(async (page) => {
      await page.getByLabel('Frame', { exact: true }).fill('nonsense');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText(/"event":"discarded","data":\{"reason":"malformed"/).waitFor();
    }));
});
