import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Controller, Module, Post, Req } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { FastifyRequest } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

@Controller()
class EchoController {
  @Post()
  echo(@Req() request: FastifyRequest): unknown {
    return { parsed: request.body };
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

async function application(): Promise<{ adapter: FastifyAdapter; start(): Promise<void> }> {
  const adapter = new FastifyAdapter({ bodyLimit: 100 });
  const app = await NestFactory.create(EchoModule, adapter, { logger: false });
  onTestFinished(() => app.close());
  return {
    adapter,
    start: async () => {
      await app.init();
    },
  };
}

function post(adapter: FastifyAdapter, encoding: string, payload: Buffer, type = 'application/json') {
  return adapter.inject({
    method: 'POST',
    url: '/',
    headers: { 'content-type': type, 'content-encoding': encoding },
    payload,
  });
}

describe('a compressed body', () => {
  it.each([
    ['gzip', gzipSync],
    ['X-GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', Buffer.from],
    ['Identity', Buffer.from],
    ['', Buffer.from],
  ] as const)('is decompressed: %s', async (encoding, pack) => {
    const { adapter, start } = await application();
    await start();
    const { statusCode, payload } = await post(adapter, encoding, pack('{"a":1}'));
    expect([statusCode, payload]).toEqual([201, '{"parsed":{"a":1}}']);
  });

  it.each([
    [400, 'gzip', Buffer.from('no gzip')],
    [400, 'gzip', gzipSync('{"a":')],
    [413, 'gzip', gzipSync(JSON.stringify('a'.repeat(200)))],
    [415, 'zip', Buffer.from('{}')],
  ])('is answered with %i: %s', async (status, encoding, body) => {
    const { adapter, start } = await application();
    await start();
    expect((await post(adapter, encoding, body)).statusCode).toBe(status);
  });

  it('is passed to a parser of the application, even an asynchronous one', async () => {
    const { adapter, start } = await application();
    adapter.useBodyParser('text/csv', false, {}, async (_request, body) => body.toString().split(','));
    await start();
    expect((await post(adapter, 'gzip', gzipSync('1,2'), 'text/csv')).json()).toEqual({ parsed: ['1', '2'] });
  });

  it('causes an error reply if that parser fails', async () => {
    const { adapter, start } = await application();
    adapter.useBodyParser('text/csv', false, {}, async () => Promise.reject(new Error('no table')));
    await start();
    expect((await post(adapter, 'gzip', gzipSync('1,2'), 'text/csv')).statusCode).toBe(500);
  });
});
