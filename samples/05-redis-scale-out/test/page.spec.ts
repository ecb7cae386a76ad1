import { launchChromium, type RunningProgram, requireBinary } from '@portico/test-support';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from './scale-out.fixture.js';

const chromium = requireBinary('chromium');

describe.skipIf(!chromium).each(['socket.io', 'ws'])('two pages on %s', { timeout: 30_000 }, (library) => {
  let run: RunningProgram;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    run = start({ PORT: '0', REDIS_URL: 'redis://127.0.0.1:1', ...(library === 'ws' && { WS: 'ws' }) });
    url = /http:\/\/localhost:\d+/.exec(await run.printed('Ctrl-C', 30_000))?.[0] as string;
    browser = await launchChromium(chromium as string);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    run?.child.kill('SIGINT');
    await run?.exit();
  });

  const errors: string[] = [];
  async function open(): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
    page.setDefaultTimeout(5_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(url);
    await page.getByText('Connected with a WebSocket.').waitFor();
    return page;
  }

  const placeOf = (page: Page) => page.getByText(/^Connected to process \d$/).textContent();

  it('are connected to two processes and receive the same messages, even after a reconnection', async () => {
    const [ana, bea] = [await open(), await open()];
    expect(new Set([await placeOf(ana), await placeOf(bea)]).size).toBe(2);
    for (const [page, name] of [
      [ana, 'Ana'],
      [bea, 'Bea'],
    ] as const) {
      await page.getByLabel('Your name').fill(name);
      await page.getByRole('button', { name: 'Change' }).click();
    }
    for (const page of [ana, bea]) {
      for (const name of ['Ana', 'Bea']) await page.getByRole('status').getByText(name, { exact: true }).waitFor();
    }
    await ana.getByLabel('Message').fill('Hello <b>Bea</b>');
    await ana.getByRole('button', { name: 'Send' }).click();
    for (const page of [ana, bea]) await page.getByText('Hello <b>Bea</b>').waitFor();

    // Plain WebSockets have only one transport.
    if (library === 'socket.io') await bea.getByLabel('Transport').selectOption('Polling only');
    const isConnected = bea.getByText('Connected', { exact: true });
    await bea.getByRole('button', { name: 'Reconnect' }).click();
    if (library === 'socket.io') await bea.getByText(/^Connected by polling/).waitFor();
    else await bea.getByText('Not connected').first().waitFor();
    await isConnected.waitFor();
    await bea.getByLabel('Message').fill('Hello Ana');
    await bea.getByLabel('Message').press('Enter');
    for (const page of [ana, bea]) await page.getByText('Hello Ana').waitFor();

    await ana.getByRole('button', { name: 'Send' }).click();
    await ana.getByRole('alert').filter({ hasText: 'Write a message first.' }).waitFor();
    expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(errors).toEqual([]);
  });
});
