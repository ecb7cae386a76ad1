import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';
import { EMPTY_APPLICATION } from './fake-application.fixture.js';
import { type FakeOptions, FakeServer } from './fake-server.fixture.js';

describe.skipIf(!chromium)('a page', () => {
  let browser: Browser;
  let server: FakeServer | undefined;
  let devtools: DevtoolsPage | undefined;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await devtools?.close();
    await server?.close();
  });

  async function open(options: FakeOptions = {}, hash = ''): Promise<DevtoolsPage> {
    server = await FakeServer.start(options);
    devtools = await DevtoolsPage.open(browser, `${server.url}${hash}`);
    return devtools;
  }

  it('keeps its state while the server cannot be reached, and continues when it can', async () => {
    const { page, ...rest } = await open();
    const log = page.getByRole('list', { name: 'Messages' });
    await page.getByRole('link', { name: /^say/ }).click();
    await page.getByRole('textbox', { name: /Text/ }).fill('unsent');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await log.getByText('Connected').waitFor();
    const port = server?.port ?? 0;
    await server?.close();

    await page.getByRole('alert').filter({ hasText: 'The server is not reachable' }).waitFor();
    await log.getByText('the server went away').waitFor();
    expect(await page.getByRole('textbox', { name: /Text/ }).inputValue()).toBe('unsent');
    expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);

    server = await FakeServer.start({
      port,
      start: 'second',
      application: { ...EMPTY_APPLICATION, name: 'NewModule' },
    });
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('status').filter({ hasText: 'Connected to the server again.' }).waitFor();
    await page.getByText('NewModule').waitFor();
    expect(await page.getByRole('textbox', { name: /Text/ }).inputValue()).toBe('unsent');
    expect(rest.errors.filter((error) => !/ERR_(CONNECTION|INCOMPLETE|EMPTY)/.test(error))).toEqual([]);
  });

  it('says that the guard rejected it, and what to do', async () => {
    const { page } = await open({ refuse: 403 });
    await page.getByRole('heading', { name: 'You have no access to this page' }).waitFor();
    await page.getByText('403 Sign in first').waitFor();
    if (server) server.refuse = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'say', level: 2 }).first().waitFor();
  });

  it.each([
    ['#/events', 'This application has no gateways'],
    ['#/live', 'No gateway is running'],
    ['#/application?show=routes', 'This application has no routes'],
  ])('shows at %s the text "%s"', async (hash, title) => {
    const { page, errors } = await open({ application: EMPTY_APPLICATION, document: { asyncapi: '3.0.0' } }, hash);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(errors).toEqual([]);
  });
});
