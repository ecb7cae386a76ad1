import { readFile } from 'node:fs/promises';
import { launchChromium, requireBinary, waitUntil } from '@portico/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, talk } from './sample.fixture.js';

const chromium = requireBinary('chromium');

it('has the documented adapter, unchanged except for package names', async () => {
  const [ours, documented] = await Promise.all(
    ['../src/ws-adapter.ts', '../../../packages/platform-ws/test/documented-adapter.txt'].map((path) =>
      readFile(new URL(path, import.meta.url), 'utf8'),
    ),
  );
  const [, region] = (ours as string).split(/^\/\/ #(?:end)?region.*\n/m);
  expect(region).toBe((documented as string).replace("from 'ws'", "from './ws.cjs'"));
});

describe('the sample', { timeout: 30_000 }, () => {
  let run: ReturnType<typeof start>;
  let page: string;
  let gateway: string;
  beforeAll(async () => {
    run = start({ PORT: '0', GATEWAY_PORT: '0' });
    ({ page, gateway } = await run.urls());
  }, 30_000);
  afterAll(() => {
    run?.child.kill('SIGKILL');
  });

  it('replies with values, promises and streams in the order of their results', async () => {
    const { frames, send, socket } = await talk(gateway);
    send('greet-later', { name: 'Bea' });
    send('greet', { name: ' Ada ' });
    send('count');
    await waitUntil(() => frames.length === 8);
    const [welcome, ...rest] = frames;
    expect(welcome).toMatchObject({ event: 'welcome' });
    expect(rest[0]).toEqual({ event: 'greeting', data: 'Hello Ada.' });
    expect(rest).toContainEqual({ event: 'greeting', data: 'Hello Bea, sorry for the delay.' });
    const counted = rest.filter((frame) => (frame as { event: string }).event === 'counted');
    expect(counted.map((frame) => (frame as { data: number }).data)).toEqual([1, 2, 3, 4, 5]);
    socket.close();
  });

  it('reports failures, and continues', async () => {
    const { frames, send, socket } = await talk(gateway);
    for (const [event, data] of [
      ['fail'],
      ['greet', { name: '' }],
      ['nobody-listens'],
      ['greet', { name: 'Ada' }],
    ] as const)
      send(event, data);
    await waitUntil(() => frames.length === 4);
    expect(frames.slice(1)).toEqual([
      {
        event: 'exception',
        data: expect.objectContaining({ message: 'This always fails. The connection stays open.' }),
      },
      { event: 'exception', data: expect.objectContaining({ message: 'A name must have 1 to 40 characters.' }) },
      { event: 'greeting', data: 'Hello Ada.' },
    ]);
    socket.close();
  });

  it.skipIf(!chromium)('has a page that connects to the gateway', async () => {
    const browser = await launchChromium(chromium as string);
    try {
      const tab = await browser.newPage({ viewport: { width: 360, height: 740 } });
      tab.setDefaultTimeout(5_000);
      const errors: string[] = [];
      tab.on('pageerror', (error) => errors.push(String(error)));
      tab.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await tab.goto(page);
      await tab.getByText('Connected', { exact: true }).waitFor();
      await tab.getByLabel('Name').fill('<b>Bea</b>');
      await tab.getByRole('button', { name: 'Greet', exact: true }).click();
      await tab.getByText('{"event":"greeting","data":"Hello <b>Bea</b>."}').waitFor();
      await tab.getByRole('button', { name: 'Count to five' }).click();
      await tab.getByText('{"event":"counted","data":5}').waitFor();
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('stops on Ctrl-C with a connected client', async () => {
    const { socket } = await talk(gateway);
    run.child.kill('SIGINT');
    const [code, signal] = await run.exit();
    expect(code === 0 || signal === 'SIGINT').toBe(true);
    expect(run.output()).not.toMatch(/error/i);
    socket.terminate();
  });
});
