import { accessibleTree, launchChromium, namelessControls, requireBinary, waitUntil } from '@portico/test-support';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ChatPage } from './chat-page.fixture.js';
import { type ChatServer, COMBINATIONS, startChat } from './chat-server.fixture.js';

/** Each platform once: what is between them is tested without a browser. */
const PAIRS = COMBINATIONS.filter(({ http, ws }) => (http === 'express') === (ws === 'socket.io'));

const chromium = requireBinary('chromium');
let browser: Browser;
beforeAll(async () => {
  if (chromium) browser = await launchChromium(chromium);
}, 30_000);
afterAll(() => browser?.close());

describe.skipIf(!chromium).each(PAIRS)('two pages over $ws on $http', { timeout: 30_000 }, (platforms) => {
  let server: ChatServer;
  let pages: ChatPage[] = [];
  beforeAll(async () => {
    server = await startChat(platforms);
  });
  afterAll(() => server.close());
  afterEach(async () => {
    const errors = pages.flatMap((page) => page.errors);
    await Promise.all(pages.map((page) => page.close()));
    pages = [];
    expect(errors).toEqual([]);
  });

  async function open(options?: BrowserContextOptions): Promise<ChatPage> {
    const page = await ChatPage.open(browser, server.url, options);
    pages.push(page);
    return page;
  }

  async function openTwo(room: string): Promise<[ChatPage, ChatPage]> {
    const [ana, bea] = await Promise.all([open(), open()]);
    await ana.join('Ana', room);
    await bea.join('Bea', room);
    return [ana, bea];
  }

  it('show who joins, talks and leaves', async () => {
    const [ana, bea] = await openTwo('talk');
    await ana.people.filter({ hasText: 'Bea' }).waitFor();
    expect(await bea.people.allInnerTexts()).toEqual([expect.stringContaining('Ana'), expect.stringContaining('you')]);

    await ana.say('Hello <b>Bea</b> 🦊');
    await Promise.all([ana.waitForText('Hello <b>Bea</b> 🦊'), bea.waitForText('Hello <b>Bea</b> 🦊')]);
    expect(await ana.message.inputValue()).toBe('');
    await bea.say('Hello Ana');
    await ana.waitForText('Hello Ana');

    const late = await open();
    await late.join('Late', 'talk');
    await late.waitForText('Hello Ana');

    await bea.page.getByRole('button', { name: 'Leave' }).click();
    await bea.page.getByRole('heading', { name: 'Join the chat' }).waitFor();
    await ana.log.getByText('Bea left').waitFor();
    await waitUntil(async () => (await ana.people.count()) === 2);
  });

  it('show who is typing', async () => {
    const [ana, bea] = await openTwo('typing');
    await bea.message.pressSequentially('I thi');
    await ana.page.getByText(/^.?Bea.? is typing$/).waitFor();
    await bea.message.press('Enter');
    await ana.page.getByText(/is typing$/).waitFor({ state: 'hidden' });
    await ana.waitForText('I thi');
  });

  it('show what is wrong with a message only to its sender', async () => {
    const [ana, bea] = await openTwo('mistakes');
    await ana.say('x'.repeat(501));
    const error = ana.page.getByRole('alert').filter({ hasText: 'at most 500 characters' });
    await error.waitFor();
    expect(await ana.message.getAttribute('aria-invalid')).toBe('true');
    expect(await ana.message.getAttribute('aria-describedby')).toContain(await error.getAttribute('id'));
    expect(await ana.message.inputValue()).toHaveLength(501);

    await ana.say('short');
    await bea.waitForText('short');
    await error.waitFor({ state: 'hidden' });
    expect(await bea.log.getByRole('listitem').filter({ hasText: 'xxx' }).count()).toBe(0);

    await ana.say('   ');
    await ana.page.getByText('This message is empty. Write something first.').waitFor();
  });

  it('cannot use the same nickname, and suggest another one', async () => {
    const [ana] = await openTwo('names');
    const other = await open();
    await other.nickname.fill('ana');
    await other.room.fill('names');
    await other.room.press('Enter');
    await other.page.getByText('Somebody in this room is called ana already').waitFor();
    expect(await other.nickname.getAttribute('aria-invalid')).toBe('true');
    await other.page.getByRole('button', { name: 'Use ana-2' }).click();
    await other.title('names');
    await ana.people.filter({ hasText: 'ana-2' }).waitFor();
  });

  it('reconnect when the server closes the connection', async () => {
    const [ana, bea] = await openTwo('lost');
    await ana.say('before');
    await bea.waitForText('before');
    await ana.message.fill('half a thought');
    const states = await ana.page.evaluateHandle(() => {
      const seen: (string | undefined)[] = [];
      const line = document.querySelector<HTMLElement>('#line');
      new MutationObserver(() => seen.push(line?.dataset.state)).observe(line as Node, { attributes: true });
      return seen;
    });
    server.disconnectAll();
    await waitUntil(async () => (await states.jsonValue()).at(-1) === 'online', { timeout: 10_000 });
    expect(await states.jsonValue()).toEqual(['waiting', 'connecting', 'online']);
    await waitUntil(async () => (await bea.people.count()) === 2 && (await ana.people.count()) === 2);

    await bea.say('after');
    await ana.waitForText('after');
    expect(await ana.log.getByText('before', { exact: true }).count()).toBe(1);
    expect(await ana.message.inputValue()).toBe('half a thought');
    await ana.message.press('Enter');
    await bea.waitForText('half a thought');
  });

  it('reconnect after a restart of the server', async () => {
    const first = await startChat(platforms);
    const ana = await ChatPage.open(browser, first.url);
    try {
      await ana.join('Ana', 'restart');
      await ana.say('before');
      await first.close();
      await ana.page.getByText('The connection was lost. Trying again').waitFor();
      await ana.say('too early');
      await ana.page.getByRole('alert').filter({ hasText: 'There is no connection at the moment' }).waitFor();

      const second = await startChat(platforms, first.port);
      try {
        await ana.page.getByText('Connected', { exact: true }).waitFor();
        await waitUntil(async () => (await ana.people.count()) === 1);
        await ana.message.press('Enter');
        await ana.waitForText('too early');
        expect(await ana.log.getByText('before', { exact: true }).count()).toBe(1);
        expect(ana.errors.filter((error) => !error.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
      } finally {
        await second.close();
      }
    } finally {
      await ana.close();
      await first.close();
    }
  });

  it('can be used with the keyboard only', async () => {
    const ana = await open();
    const { keyboard } = ana.page;
    const focused = (id: string) =>
      waitUntil(() => ana.page.evaluate((wanted) => document.activeElement?.id === wanted, id));
    await focused('nickname');
    await keyboard.type('Ana');
    await keyboard.press('Tab');
    await focused('room');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('keys');
    await keyboard.press('Enter');
    await ana.title('keys');
    await focused('text');
    await keyboard.type('one');
    await keyboard.press('Shift+Enter');
    await keyboard.type('two');
    await keyboard.press('Enter');
    await ana.waitForText('one\ntwo');

    // Backwards to the list of rooms, and then to another room.
    const lobby = ana.rooms.getByRole('button', { name: 'lobby' });
    const onLobby = () => lobby.evaluate((button) => button === document.activeElement);
    for (let steps = 0; steps < 20 && !(await onLobby()); steps++) await keyboard.press('Shift+Tab');
    expect(await onLobby()).toBe(true);
    await keyboard.press('Enter');
    await ana.title('lobby');
    await focused('text');

    await ana.page.reload();
    await ana.page.getByText('Connected', { exact: true }).waitFor();
    await focused('nickname');
    await keyboard.press('Shift+Tab');
    expect(await ana.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    expect(await ana.nickname.inputValue()).toBe('Ana');
  });

  it('have landmarks, labels and a live log', async () => {
    const ana = await open();
    expect(await namelessControls(ana.page)).toEqual([]);
    await ana.join('Ana', 'landmarks');
    expect(await namelessControls(ana.page)).toEqual([]);
    const tree = await accessibleTree(ana.page);
    for (const node of [
      'banner ""',
      'main ""',
      'navigation "Rooms"',
      'complementary "Who is here 1"',
      'log "Messages"',
    ]) {
      expect(tree).toContain(node);
    }
    expect(tree.filter((node) => node === 'status ""')).toHaveLength(1);
    expect(await ana.log.getAttribute('aria-live')).toMatch(/polite|off/);
    await waitUntil(async () => (await ana.log.getAttribute('aria-live')) === 'polite');
    const facts = await ana.page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      return { lang: document.documentElement.lang, title: document.title, twice: ids.length - new Set(ids).size };
    });
    expect(facts).toEqual({ lang: 'en', title: '#landmarks · Portico chat', twice: 0 });
  });

  it('fit on a phone', async () => {
    const phone = { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true };
    const ana = await open(phone);
    const width = () => ana.page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(320);
    await ana.nickname.fill('A-nickname-that-is-too-long');
    await ana.nickname.press('Enter');
    await ana.page.getByText('at most 24 characters').waitFor();
    expect(await width()).toBe(320);
    await ana.join('A-nickname-that-is-long', 'r'.repeat(32));
    await ana.say(`${'Donaudampfschifffahrt'.repeat(10)} https://example.org/${'x'.repeat(200)}`);
    await ana.log.getByRole('listitem').first().waitFor();
    expect(await width()).toBe(320);

    const toggle = ana.page.getByRole('button', { name: 'Rooms', exact: true, includeHidden: true });
    await toggle.click();
    await ana.rooms.waitFor();
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    expect(await width()).toBe(320);
    await ana.page.keyboard.press('Escape');
    await ana.rooms.waitFor({ state: 'hidden' });
    expect(await ana.page.evaluate(() => document.activeElement?.id)).toBe('open-rooms');
  });
});
