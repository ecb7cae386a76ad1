import type { Browser } from 'playwright-core';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../src/application.fixture.js';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';

describe.skipIf(!chromium)('the page of a real application', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  it('sends over socket.io and portico.1, shows it in Live, and draws the modules', { timeout: 60_000 }, async () => {
    const { url } = await start();
    const devtools = await DevtoolsPage.open(browser, url);
    const { page } = devtools;

    await devtools.event('join');
    await page.getByLabel(/^Data/).fill('lobby');
    await devtools.button('Send and await the reply').click();
    await devtools.logged('Reply', /join.*lobby/);
    await devtools.logged('Received', /joined.*lobby/);
    await devtools.event('broken');
    await devtools.button('Send and await the reply').click();
    await devtools.logged('Received', /exception.*broken/);

    await devtools.event('count');
    await page.getByRole('textbox', { name: /Path parameter room/ }).fill('blue');
    await devtools.button('Connect').click();
    await page.getByRole('alert').filter({ hasText: '401 a token is needed' }).waitFor();
    await devtools.button('Add a header').click();
    await page.getByRole('textbox', { name: 'Name of header 1' }).fill('authorization');
    await page.getByRole('textbox', { name: 'Value of header 1' }).fill('Bearer secret');
    await page.getByLabel(/^Data/).fill('3');
    await devtools.button('Open the stream').click();
    await devtools.logged('Streamed', /count.*3/);
    await devtools.logged('Ended', 'count');

    await devtools.view('Live');
    await page.getByRole('button', { name: /ChatGateway/ }).click();
    await page.getByRole('region', { name: 'Slowest handlers' }).getByText('ChatGateway.join()').waitFor();

    const socket = io(url.replace('/devtools', '/chat'), { transports: ['websocket'] });
    await socket.emitWithAck('join', 'followed');
    await page.getByRole('tab', { name: 'Rooms' }).click();
    await page.getByRole('button', { name: /followed/ }).click();
    await page.getByRole('button', { name: /^Follow/ }).click();
    const panel = page.getByRole('complementary', { name: /^Following/ });
    await panel.waitFor();
    const sendAndCount = async () => {
      socket.emit('broken');
      return panel.getByRole('listitem').count();
    };
    // Messages before the stream is open are not shown, so it sends until one is.
    await expect.poll(sendAndCount, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
    await panel.locator('summary').first().click();
    // Messages that were sent while it counted are inserted above the opened one.
    await panel.locator('details[open]').getByText('no database').waitFor();
    socket.disconnect();
    await panel.getByText('This client has disconnected.').waitFor();
    await page.keyboard.press('Escape');

    await devtools.view('Application');
    await page.locator('.react-flow__node').filter({ hasText: 'StoreModule' }).click();
    await page
      .getByRole('complementary', { name: 'module StoreModule' })
      .getByText('Store', { exact: true })
      .first()
      .waitFor();
    await devtools.close();
    expect(devtools.errors).toEqual([]);
  });
});
