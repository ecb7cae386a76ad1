import { Body, Controller, Get, type INestApplication, Module, Post, Res } from '@portico/common';
import { NestFactory } from '@portico/core';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { expect, it, onTestFinished } from 'vitest';
import { HonoAdapter, type HonoReply } from '../src/platform/index.js';

@Controller()
class EchoController {
  @Post('echo') echo(@Body() body: unknown) {
    return body;
  }
  @Get('long') long() {
    return 'x'.repeat(5_000);
  }
  @Get('cookies') cookies(@Res() reply: HonoReply) {
    reply.raw.appendHeader('set-cookie', 'b=2');
    reply.send('cookies');
  }
  @Get('twice') twice(@Res() reply: HonoReply) {
    reply.send('first');
    reply.send('second');
    reply.end('third');
  }
}
@Module({ controllers: [EchoController] })
class EchoModule {}

async function start(prepare: (adapter: HonoAdapter, app: INestApplication) => void): Promise<string> {
  const adapter = new HonoAdapter();
  const app = await NestFactory.create(EchoModule, adapter, { logger: false });
  prepare(adapter, app);
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

it('allows middleware of Hono to change replies', async () => {
  const url = await start((adapter) => adapter.getInstance().use(compress()));
  const reply = await fetch(`${url}/long`, { headers: { 'accept-encoding': 'gzip' } });
  expect(reply.headers.get('content-encoding')).toBe('gzip');
  expect(await reply.text()).toBe('x'.repeat(5_000));
});

it('sends the headers of middleware of Hono, of Connect middleware, and of the reply', async () => {
  const url = await start((adapter, app) => {
    adapter.getInstance().use(async (context, next) => {
      context.header('x-hono', 'early');
      context.header('set-cookie', 'a=1');
      await next();
      context.header('x-hono-late', 'late');
    });
    app.use((_request: unknown, response: { setHeader(name: string, value: string): void }, next: () => void) => {
      response.setHeader('x-connect', 'yes');
      next();
    });
  });
  const { headers } = await fetch(`${url}/cookies`);
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect([headers.get('x-hono'), headers.get('x-hono-late'), headers.get('x-connect')]).toEqual([
    'early',
    'late',
    'yes',
  ]);
});

it('allows handlers of Hono to read a parsed body', async () => {
  const url = await start((adapter, app) => {
    app.use((_request: unknown, _response: unknown, next: () => void) => next());
    adapter.useBodyParser('json', false);
    adapter.getInstance().post('/own', async (context) => context.json(await context.req.json()));
  });
  const init = { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } };
  for (const path of ['/own', '/echo']) expect(await (await fetch(url + path, init)).json()).toEqual({ a: 1 });
});

it('sends the responses of errors of Hono, and passes other errors to the filters', async () => {
  const url = await start((adapter) => {
    adapter.getInstance().use('/own/*', () => {
      throw new HTTPException(401, {
        res: new Response('who?', { status: 401, headers: { 'www-authenticate': 'Basic' } }),
      });
    });
    adapter.getInstance().use('/plain/*', () => {
      throw new HTTPException(403, { message: 'no' });
    });
  });
  const own = await fetch(`${url}/own`);
  expect([own.status, await own.text(), own.headers.get('www-authenticate')]).toEqual([401, 'who?', 'Basic']);
  expect(await (await fetch(`${url}/plain`)).json()).toEqual({ statusCode: 403, error: 'Forbidden', message: 'no' });
});

it('replies once', async () => {
  const url = await start(() => undefined);
  expect(await (await fetch(`${url}/twice`)).text()).toBe('first');
});

it('supports routes that modules add with the documented members', async () => {
  const url = await start((adapter) => {
    adapter.get('/docs/:page', (request, reply) => reply.send({ page: request.params }));
    adapter.search((request, reply) => reply.send(`${request.method} ${request.originalUrl}`));
  });
  expect(await (await fetch(`${url}/docs/intro`)).json()).toEqual({ page: { page: 'intro' } });
  expect(await (await fetch(`${url}/any/where?x=1`, { method: 'SEARCH' })).text()).toBe('SEARCH /any/where?x=1');
});
