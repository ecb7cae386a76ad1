import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { INestApplication } from '@portico/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, DevtoolsPage, launch } from './devtools-page.fixture.js';

/** Imported by path, because packages do not depend on samples. */
const APPLICATION = join(import.meta.dirname, '../../../../samples/01-chat/src/application.ts');

interface ChatSample {
  createChatApplication(platforms: { http: 'express' | 'fastify' }): Promise<INestApplication>;
}

describe.skipIf(!chromium)('the page of the chat sample', () => {
  let app: INestApplication;
  let devtools: DevtoolsPage;
  let close: () => Promise<void>;
  beforeAll(async () => {
    // TypeScript does not know its type, because this project does not refer to that of the sample.
    const { createChatApplication } = (await import(APPLICATION)) as ChatSample;
    app = await createChatApplication({ http: 'fastify' });
    app.useLogger(false);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const browser = await launch();
    devtools = await DevtoolsPage.open(browser, `http://127.0.0.1:${port}/devtools`);
    close = async () => {
      await browser.close();
      await app.close();
    };
  });
  afterAll(() => close());

  it('shows a form for the contract, why a message is rejected, and what the room receives', async () => {
    const { page } = devtools;
    const field = (name: RegExp) => page.locator('.payload-form').getByRole('textbox', { name });
    const send = () => page.locator('.send-buttons .button-primary').click();
    await page.goto(`${page.url()}#/events?event=plainChat%3Ajoin`);
    await field(/nickname/).fill('Ana');
    await field(/room/).fill('devtools');
    await field(/session/).fill('c0ffee00-0000-4000-8000-000000000000');
    await send();
    await devtools.logged('Received', /joined.*devtools/);

    await page.goto(page.url().replace('join', 'say'));
    await field(/ref/).fill('1');
    await field(/text/).fill('x'.repeat(501));
    await send();
    await devtools.logged('Received', /problem.*at most 500 characters/);
    await field(/text/).fill('Hello from devtools');
    await send();
    await devtools.logged('Received', /said.*Hello from devtools/);
    expect(devtools.errors).toEqual([]);
  });
});
