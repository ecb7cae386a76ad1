import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';
import { FakeServer } from './fake-server.fixture.js';

describe.skipIf(!chromium)('the Events view', () => {
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
    devtools = await DevtoolsPage.open(browser, server.url);
  });
  afterEach(async () => {
    await devtools.close();
    expect(devtools.errors).toEqual([]);
  });

  it('sends the data of a form, and shows the reply and events of the server', async () => {
    const { page } = devtools;
    await devtools.event('say');
    await page.getByRole('textbox', { name: /Text/ }).fill('Good morning');
    await page.getByRole('checkbox', { name: 'Urgent' }).check();
    await page.getByRole('combobox', { name: 'Mood' }).selectOption('cross');
    await devtools.button('Send and await the reply').click();
    await devtools.logged('Connected', '/ over portico.1');
    await devtools.logged('Sent', 'Good morning');
    await devtools.logged('Reply', /say.*after \d/);
    await devtools.logged('Received', /said.*Good morning/);
    expect(server.relay.messages.at(-1)).toMatchObject({
      event: 'say',
      as: 'request',
      data: { text: 'Good morning', urgent: true, mood: 'cross' },
    });
    expect(server.relay.requests.at(-1)).toMatchObject({ server: 'ws:/', protocol: 'portico.1' });
  });

  it('shows characters that are invisible, or reverse the text after them, as escapes', async () => {
    const { page } = devtools;
    await devtools.event('say');
    await page.getByRole('textbox', { name: /Text/ }).fill('photo\u202egpj.exe\u200b');
    await devtools.button('Send').click();
    await devtools.logged('Received', String.raw`photo\u202egpj.exe\u200b`);
  });

  it('shows events that come fast together, and keeps the newest ones', async () => {
    const { page, log } = devtools;
    await devtools.event('say');
    await devtools.button('Connect').click();
    await devtools.logged('Received', 'joined');
    const updates = await log.evaluateHandle((list) => {
      const counted = { times: 0 };
      new MutationObserver(() => (counted.times += 1)).observe(list, { childList: true });
      return counted;
    });
    server.relay.flood(2_000);
    await devtools.logged('Received', 'tick 2000');
    await log.getByText('1,502 older entries have been removed.').waitFor();
    expect(await log.getByRole('listitem').count()).toBe(501);
    expect((await updates.jsonValue()).times).toBeLessThan(100);
    await page.getByRole('button', { name: 'Clear the log' }).click();
    await log.waitFor({ state: 'detached' });
  });

  it('copies from a page that is not on HTTPS or localhost', async () => {
    const { page } = devtools;
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.reload();
    await devtools.event('say');
    await devtools.button('Connect').click();
    await devtools.logged('Received', 'joined');
    const copy = devtools.button('Copy the log as JSON');
    await copy.click();
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor({ state: 'attached' });
    expect(await copy.evaluate((button) => button === document.activeElement)).toBe(true);
    const search = page.getByRole('searchbox', { name: 'Search the log' });
    await search.press('Control+V');
    expect(await search.inputValue()).toContain('"event": "joined"');
  });

  it('can be used with the keyboard only', async () => {
    const { page } = devtools;
    await page.getByRole('searchbox', { name: 'Search events' }).focus();
    await page.keyboard.type('leave');
    await page.getByText('1 event', { exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('This event has no data.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'say' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Form' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('JSON');
    await page.getByRole('textbox', { name: 'Data as JSON' }).fill('{ "text": "by keys" }');
    await page.keyboard.press('Control+Enter');
    await devtools.logged('Sent', 'by keys');
    await devtools.logged('Reply');
  });

  it('keeps the form and the JSON equal, and says what is wrong with the data', async () => {
    const { page } = devtools;
    await devtools.event('say');
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ index: 2 });
    await page.getByText('1 problem by the schema: the server will probably reject it').waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    const json = page.getByRole('textbox', { name: 'Data as JSON' });
    expect(JSON.parse(await json.inputValue())).toMatchObject({ text: expect.stringContaining('much longer') });
    await json.fill('{ "text": ');
    expect(await json.getAttribute('aria-invalid')).toBe('true');
    expect(await devtools.button('Send', true).isDisabled()).toBe(true);
    await json.fill('{ "text": "short" }');
    await page.getByRole('tab', { name: 'Form' }).click();
    expect(await page.getByRole('textbox', { name: /Text/ }).inputValue()).toBe('short');
    await page.getByText('problem by the schema').waitFor({ state: 'detached' });
  });

  it('sends invalid data if the user wants, and shows why the server rejects it', async () => {
    const { page } = devtools;
    await devtools.event('say');
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ index: 2 });
    await devtools.button('Send and await the reply').click();
    await devtools.logged('Failed', /Validation failed[\s\S]*at most 40 characters/);
  });

  it('shows the status and message of a refusal, and connects with the header that the guard requires', async () => {
    const { page } = devtools;
    await devtools.event('track');
    await page.getByRole('combobox', { name: /Path parameter shop/ }).fill('porto');
    await devtools.button('Connect').click();
    await page.getByRole('alert').filter({ hasText: 'refused: 401 Unauthorized' }).waitFor();
    await devtools.button('Add a header').click();
    await page.getByRole('textbox', { name: 'Name of header 1' }).fill('authorization');
    await page.getByRole('textbox', { name: 'Value of header 1' }).fill('Bearer token');
    await page.getByRole('textbox', { name: /auth of socket.io/ }).fill('{ "token": "x" }');
    await devtools.button('Connect').click();
    await devtools.logged('Connected', '/orders/{shop} over socket.io');
    expect(server.relay.requests.at(-1)).toMatchObject({
      server: 'io:/orders',
      params: { shop: 'porto' },
      headers: { authorization: 'Bearer token' },
      auth: { token: 'x' },
    });
    await devtools.button('Disconnect').click();
    await devtools.logged('Disconnected', 'by this page');
  });

  it('shows the values of a stream as they arrive, and cancels it', async () => {
    await devtools.event('history');
    await devtools.button('Open the stream').click();
    await devtools.logged('Streamed', '3');
    await devtools.page.getByText('is streaming').waitFor();
    await devtools.button(/^Stop/).click();
    await devtools.logged('Ended', 'cancelled');
    await devtools.page.getByText('is streaming').waitFor({ state: 'detached' });
  });

  it('cancels a request that has no reply', async () => {
    await devtools.event('history');
    await devtools.button('Send and await the reply').click();
    await devtools.page.getByText('awaits its reply').waitFor();
    await devtools.button(/^Cancel/).click();
    await devtools.logged('Ended', 'cancelled');
  });

  it('shows forms for nested, alternative and recursive schemas', async () => {
    const { page } = devtools;
    await devtools.event('place');
    await page.getByRole('textbox', { name: /Street/ }).fill('Rua Augusta 1');
    await page
      .getByRole('textbox', { name: /Article/ })
      .first()
      .fill('lamp');
    await page.getByRole('textbox', { name: 'Card number' }).waitFor();
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(JSON.parse(await page.getByRole('textbox', { name: 'Data as JSON' }).inputValue())).toMatchObject({
      lines: [{ article: 'lamp', amount: 1 }],
      deliverTo: { street: 'Rua Augusta 1', country: 'PT' },
    });
    await devtools.event('plant');
    await devtools.button('Add').first().click();
    await page.getByRole('textbox', { name: 'Name' }).nth(1).fill('branch');
  });

  it('opens several clients, and sends with the selected one', async () => {
    const { page } = devtools;
    await devtools.event('say');
    await devtools.button('Connect').click();
    await devtools.button('Connect another').click();
    const senders = page.getByRole('group', { name: 'Send as' });
    await senders.getByRole('radio').first().check();
    await page.getByRole('textbox', { name: /Text/ }).fill('as the first');
    await devtools.button('Send').click();
    await page.getByText(/^As client 1/).waitFor();
    await devtools.logged('Sent', 'as the first');
  });

  it('has an address that opens the selected event', async () => {
    await devtools.event('place');
    const other = await DevtoolsPage.open(browser, devtools.page.url());
    await other.page.getByRole('heading', { name: 'place', level: 2 }).first().waitFor();
    await other.close();
    expect(other.errors).toEqual([]);
  });
});
