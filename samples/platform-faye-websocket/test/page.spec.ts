import type { INestApplication } from '@portico/common';
import { launchChromium, requireBinary } from '@portico/test-support';
import { expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../src/application.js';

const chromium = requireBinary('chromium');

async function start(port = 0): Promise<INestApplication> {
  const app = await createApplication({ logger: false, forceCloseConnections: true });
  onTestFinished(() => app.close());
  await app.listen(port, '127.0.0.1');
  return app;
}

it.skipIf(!chromium)(
  'the page shows lines, keeps one that cannot be sent, and reconnects',
  { timeout: 30_000 },
  async () => {
    const app = await start();
    const { port } = app.getHttpServer().address();
    const browser = await launchChromium(chromium as string);
    onTestFinished(() => browser.close());
    const context = await browser.newContext();
    const errors: string[] = [];
    context.on('weberror', (error) => errors.push(String(error.error())));
    const open = async () => {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/`);
      const [lines, line, status] = [page.getByRole('list'), page.getByRole('textbox'), page.getByRole('status')];
      await status.filter({ hasText: 'Open this page twice' }).waitFor();
      return { lines, line, status };
    };
    const [writer, reader] = [await open(), await open()];
    await writer.line.fill('hello');
    await writer.line.press('Enter');
    await writer.status.filter({ hasText: 'Seen by 1 other' }).waitFor();
    await reader.lines.getByText('hello').waitFor();

    await app.close();
    await writer.status.filter({ hasText: 'The connection was lost.' }).waitFor();
    await writer.line.fill('later');
    await writer.line.press('Enter');
    await writer.status.filter({ hasText: 'Your line is kept.' }).waitFor();

    await start(port);
    for (const { status } of [writer, reader]) await status.filter({ hasText: 'Open this page twice' }).waitFor();
    expect(await writer.lines.getByRole('listitem').count()).toBe(0);
    await writer.line.press('Enter');
    await reader.lines.getByText('later').waitFor();
    expect(errors).toEqual([]);
  },
);
