import { expect, it } from 'vitest';
import { launchChromium } from './launch-chromium.js';
import { requireBinary } from './require-binary.js';

const chromium = requireBinary('chromium');

it.skipIf(!chromium)('opens a page', { timeout: 30_000 }, async () => {
  const browser = await launchChromium(chromium as string);
  try {
    const page = await browser.newPage();
    await page.setContent('<title>hello</title>');
    expect(await page.title()).toBe('hello');
  } finally {
    await browser.close();
  }
});
