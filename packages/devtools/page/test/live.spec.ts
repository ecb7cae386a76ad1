import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';
import { FakeServer } from './fake-server.fixture.js';

describe.skipIf(!chromium)('the Live view', () => {
  let browser: Browser;
  let server: FakeServer;
  let devtools: DevtoolsPage;
  beforeAll(async () => {
    [browser, server] = await Promise.all([launch(), FakeServer.start()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(async () => {
    devtools = await DevtoolsPage.open(browser, `${server.url}#/live`);
  });
  afterEach(async () => {
    await devtools.close();
    expect(devtools.errors).toEqual([]);
  });

  it('shows the totals of all servers, then those of the selected one', async () => {
    const { page } = devtools;
    const clients = page.locator('.card').filter({ hasText: 'Clients' });
    await clients.getByText('10,316').waitFor();
    await page.getByRole('button', { name: /OrdersGateway/ }).click();
    await clients.getByText('312', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toContain('server=io');
    await devtools.button('Show all').click();
    await clients.getByText('10,316').waitFor();
  });

  it('describes charts in their labels', async () => {
    await devtools.page.getByRole('img', { name: /^Clients: now 10,316/ }).waitFor();
    expect(await devtools.page.locator('.chart canvas').count()).toBe(3);
  });

  it('lists the slowest handlers first, and sorts by the selected column', async () => {
    const { page } = devtools;
    const rows = page.getByRole('region', { name: 'Slowest handlers' }).locator('tbody tr');
    await rows.first().filter({ hasText: 'history' }).waitFor();
    await devtools.button('Calls').click();
    await rows.first().filter({ hasText: 'say' }).waitFor();
    await page.getByRole('columnheader', { name: 'Calls' }).and(page.locator('[aria-sort=descending]')).waitFor();
  });

  it('names the reasons of discarded messages', async () => {
    const discards = devtools.page.getByRole('region', { name: 'Discarded messages' });
    expect((await discards.innerText()).replaceAll(/\s+/g, ' ')).toContain('queue full 120 no handler 43');
  });

  it('scrolls through 10,000 clients, and renders only visible rows', async () => {
    const { page } = devtools;
    const table = page.getByRole('table', { name: 'Connected clients' });
    await table.getByRole('button', { name: 'Follow client-00000' }).focus();
    expect(await table.getAttribute('aria-rowcount')).toBe('10001');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    await page.keyboard.press('End');
    await table.locator('[data-index="9999"]:focus').waitFor();
    await page.keyboard.press('Home');
    await table.locator('[data-index="0"]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await table.locator('[data-index="1"]:focus').waitFor();
    expect(await table.getByRole('row').count()).toBeLessThan(60);
  });

  it('searches clients, and lists those of a room', async () => {
    const { page } = devtools;
    await page.getByRole('searchbox', { name: /Search ids/ }).fill('client-0777');
    await page.getByText('10 clients', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Follow client-07771' }).waitFor();
    await page.getByRole('tab', { name: 'Rooms' }).click();
    await page.getByRole('searchbox', { name: 'Search rooms' }).fill('room-829');
    await page.getByRole('button', { name: /room-829/ }).click();
    await page.getByText('12 clients', { exact: true }).waitFor();
    await devtools.button('Show all rooms').click();
    await page.getByRole('status').filter({ hasText: '10,000 clients' }).waitFor();
  });

  it('follows one client message by message, and restores the focus', async () => {
    const { page } = devtools;
    const follow = devtools.button('Follow client-00003');
    await follow.click();
    const panel = page.getByRole('complementary', { name: /Following client-00003/ });
    await panel.getByText('message 1"').first().waitFor();
    await panel.getByRole('listitem').filter({ hasText: 'failed' }).first().locator('summary').click();
    // Newer failures are inserted above the opened one.
    await panel.locator('details[open]').getByText('The history is not available.').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Follow client-00003');
  });

  it('says that a followed client is gone if the server does not know it, such as after a restart', async () => {
    const { page, errors } = devtools;
    await page.goto(`${server.url}#/live?server=ws%3A%2F&client=nobody`);
    const panel = page.getByRole('complementary', { name: /Following nobody/ });
    await panel.getByText('This client has disconnected.').waitFor();
    expect(await panel.getByRole('button').allInnerTexts()).toEqual(['']);
    // The browser reports the request.
    expect(errors.splice(0)).toEqual([expect.stringContaining('404')]);
  });
});
