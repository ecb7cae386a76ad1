import { defineMessages, MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { describeGateways } from '../src/application.fixture.js';
import { renderPage } from '../src/serving/render-page.js';
import { loadSource } from './load-source.js';

/** The part of a browser that these tests use: the package has no dependency on one. */
interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}
interface Page {
  setContent(html: string): Promise<void>;
  evaluate<T>(expression: string): Promise<T>;
}

const { launchChromium, requireBinary } = await loadSource<{
  launchChromium(binary: string): Promise<Browser>;
  requireBinary(name: string): string | undefined;
}>('tools/test-support/src/index.ts');
const chromium = requireBinary('chromium');

const LONG = 'nameWithoutSpaces'.repeat(6);
const Author = z
  .object({
    name: z.string(),
    get friends() {
      return z.array(Author);
    },
  })
  .meta({ id: 'Author' });
const Book = z.object({ author: Author }).meta({ id: 'Book' });
const contract = defineMessages({ [LONG]: { body: z.object({ books: z.array(Book) }) } });

@WebSocketGateway({ path: `/${LONG}` })
class ReadingGateway {
  @SubscribeMessage(contract[LONG] ?? LONG) read(@MessageBody() _body: unknown) {}
}

async function page(): Promise<string> {
  const { document } = await describeGateways([ReadingGateway]);
  return renderPage(document, { json: 'a.json', yaml: 'a.yaml' });
}

it('shows all schemas of a message, those of schemas included', async () => {
  const html = await page();
  expect(html).toContain('&quot;friends&quot;');
});

let browser: Browser | undefined;
beforeAll(async () => {
  if (chromium) browser = await launchChromium(chromium);
});
afterAll(() => browser?.close());

it.skipIf(!chromium)('is as wide as the screen of a phone, with long names too', async () => {
  const opened = await browser?.newPage({ viewport: { width: 360, height: 640 } });
  await opened?.setContent(await page());
  expect(await opened?.evaluate('document.documentElement.scrollWidth')).toBe(360);
});
