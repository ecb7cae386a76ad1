import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';
import { FakeServer } from './fake-server.fixture.js';

describe.skipIf(!chromium)('the Application view', () => {
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
    devtools = await DevtoolsPage.open(browser, `${server.url}#/application`);
  });
  afterEach(async () => {
    await devtools.close();
    expect(devtools.errors).toEqual([]);
  });

  const nodes = () => devtools.page.locator('.react-flow__node');
  const detail = (name: string) => devtools.page.getByRole('complementary', { name });

  it('draws all modules, and the selected kinds of items', async () => {
    await nodes().nth(39).waitFor();
    expect(await nodes().count()).toBe(40);
    await devtools.page.getByRole('checkbox', { name: /Gateways/ }).check();
    await devtools.page.getByRole('checkbox', { name: /Modules/ }).uncheck();
    await nodes().nth(2).waitFor({ state: 'detached' });
    expect(await nodes().allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('ChatGateway'), expect.stringContaining('OrdersGateway')]),
    );
  });

  it('shows the details of a selected module, with links to its dependencies', async () => {
    const { page } = devtools;
    await page.getByRole('searchbox').fill('ChatModule');
    await nodes().filter({ hasText: 'ChatModule' }).click();
    await detail('module ChatModule').getByRole('button', { name: 'ChatGateway' }).click();
    await detail('gateway ChatGateway')
      .getByRole('button', { name: /^ChatService/ })
      .click();
    const service = detail('provider ChatService');
    await service.getByText('singleton').waitFor();
    await service.getByRole('button', { name: /ChatRepository/ }).waitFor();
    expect(new URL(page.url()).hash).toContain('item=');
  });

  it('draws only items that are related to the selection', async () => {
    const { page } = devtools;
    await page.getByRole('searchbox').fill('HealthModule');
    await nodes().filter({ hasText: 'HealthModule' }).click();
    await page.getByRole('checkbox', { name: /Only what is related to HealthModule/ }).check();
    await nodes().nth(39).waitFor({ state: 'detached' });
    expect(await nodes().count()).toBeLessThan(20);
  });

  it('can be used by keyboard', async () => {
    const { page } = devtools;
    await nodes().first().focus();
    await page.keyboard.press('Enter');
    await detail('module AppModule').waitFor();
    await detail('module AppModule').getByRole('button', { name: 'Close' }).focus();
    await page.keyboard.press('Escape');
    await detail('module AppModule').waitFor({ state: 'detached' });
  });

  it('shows the same as lists', async () => {
    const { page } = devtools;
    await page.getByRole('searchbox').fill('UsersRepository');
    await page.getByText('1 match', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Modules' }).click();
    await page.getByRole('listitem').filter({ hasText: 'UsersRepository' }).getByText('request').first().waitFor();
    await page.getByRole('searchbox').fill('DELETE users');
    await page.getByRole('tab', { name: 'Routes' }).click();
    const rows = page.getByRole('region', { name: 'Routes' }).locator('tbody tr');
    await rows.filter({ hasText: '/api/users/:id' }).waitFor();
    expect(await rows.count()).toBe(1);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('tab', { name: 'Gateways' }).click();
    await page.getByRole('row', { name: /say contract ChatGateway.say\(\) \/ on port 3000/ }).waitFor();
  });
});
