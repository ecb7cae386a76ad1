import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';
import { FakeServer } from './fake-server.fixture.js';

const VIEWS = [
  'events',
  'live?server=ws%3A%2F&client=client-00003',
  'application?item=ChatModule',
  'application?show=modules',
];
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 900, height: 1000 } },
  { colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

describe.skipIf(!chromium)('every view', () => {
  let browser: Browser;
  let server: FakeServer;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), FakeServer.start()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it.each(LOOKS)(
    'is accessible and fits at $viewport.width pixels, $colorScheme',
    { timeout: 60_000 },
    async (look) => {
      const devtools = await DevtoolsPage.open(browser, server.url, look);
      const found: string[] = [];
      for (const view of VIEWS) {
        await devtools.page.goto(`${server.url}#/${view}`);
        await devtools.page.locator('.tabs, .totals').first().waitFor();
        if (view.startsWith('live')) await devtools.page.locator('.followed').nth(4).waitFor();
        found.push(...(await devtools.violations()).map((violation) => `${view}: ${violation}`));
        expect(await devtools.overflow(), view).toBeLessThanOrEqual(0);
      }
      await devtools.close();
      expect(found).toEqual([]);
      expect(devtools.errors).toEqual([]);
    },
  );

  it('remembers the selected theme', async () => {
    const devtools = await DevtoolsPage.open(browser, server.url, { colorScheme: 'light' });
    const { page } = devtools;
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.getByRole('radio', { name: 'Dark colours' }).check({ force: true });
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('radio', { name: 'Dark colours' }).and(page.locator(':checked')).waitFor();
    expect(await ground()).toBe(dark);
    await devtools.close();
  });
});
