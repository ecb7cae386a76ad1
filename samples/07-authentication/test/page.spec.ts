import { launchChromium, requireBinary } from '@portico/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSample, startSample } from './sample.fixture.js';

const chromium = requireBinary('chromium');

describe.skipIf(!chromium)('the page', { timeout: 30_000 }, () => {
  let sample: RunningSample;
  let browser: Browser;
  beforeAll(async () => {
    sample = await startSample(2);
    browser = await launchChromium(chromium as string);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await sample?.app.close();
  });

  async function withPage(run: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(10_000);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(sample.url);
    await run(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.close();
    expect(errors).toEqual([]);
  }

  async function logIn(page: Page, password = 'lovelace'): Promise<void> {
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('Password').press('Enter');
  }

  it('says that a password is wrong', () =>
    withPage(async (page) => {
      await logIn(page, 'babbage');
      await page.getByRole('alert').filter({ hasText: 'There is no user with this name and password' }).waitFor();
    }));

  it('renews an expired token, and reconnects', () =>
    withPage(async (page) => {
      await logIn(page);
      await page.getByRole('heading', { name: 'Connected as ada' }).waitFor();
      expect(await page.evaluate(() => document.cookie)).toBe('');
      await page.getByText(/^Renewed (once|\d+ times)\.$/).waitFor();
      await page.getByText('Connected', { exact: true }).waitFor();
      await page.getByRole('textbox', { name: 'Message' }).fill('<b>still</b> here');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('list', { name: 'Messages' }).getByText('ada: <b>still</b> here').waitFor();
    }));

  it('stays logged in after a reload, and logs out', () =>
    withPage(async (page) => {
      await logIn(page);
      await page.getByRole('heading', { name: 'Connected as ada' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Connected as ada' }).waitFor();
      await page.getByRole('button', { name: 'Log out' }).click();
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Log in' }).waitFor();
    }));
});
