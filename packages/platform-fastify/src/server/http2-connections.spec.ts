import { once } from 'node:events';
import { connect } from 'node:http2';
import { Agent, get } from 'node:https';
import { Controller, Get, HttpCode, Module, Post } from '@portico/common';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { NestFactory } from '@portico/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

let arrive: () => void;
let proceed: () => void;
let proceeding: Promise<void>;

@Controller()
class SlowController {
  @Get('quick') quick() {
    return 'quick';
  }
  @Get('slow') async slow() {
    arrive();
    await proceeding;
    return 'slow';
  }
  @HttpCode(205) @Get('reset') reset() {
    return 'ignored';
  }
  @Post('transfers') transfer() {
    return 'done';
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

async function start() {
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  proceeding = new Promise((resolve) => {
    proceed = resolve;
  });
  const adapter = new FastifyAdapter({ http2: true, https: { ...TEST_CERTIFICATE, allowHTTP1: true } });
  const app = await NestFactory.create(SlowModule, adapter, { logger: false });
  app.enableCsrfProtection();
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const url = await app.getUrl();
  const session = connect(url, { ca: TEST_CERTIFICATE.cert }).on('error', () => undefined);
  onTestFinished(() => session.destroy());
  const agent = new Agent({ keepAlive: true, ca: TEST_CERTIFICATE.cert });
  onTestFinished(() => agent.destroy());
  const http1 = async (path: string) => {
    const [response] = await once(get(`${url}${path}`, { agent }), 'response');
    response.resume();
    await once(response, 'end');
    return [response.httpVersion, response.statusCode, response.headers.connection];
  };
  const http2 = async (headers: Record<string, string>) => {
    const stream = session.request(headers).resume();
    const [{ ':status': status }] = await once(stream, 'response');
    await once(stream, 'close');
    return status;
  };
  return { app, http1, http2, arrived };
}

describe('a server of HTTP/2 that also accepts HTTP/1.1', () => {
  it('closes connections of both when the application closes', async () => {
    const { app, http1, http2, arrived } = await start();
    expect(await http2({ ':path': '/quick' })).toBe(200);
    const slow = http1('/slow');
    await arrived;
    const closing = app.close();
    await vi.waitFor(() => expect(app.getHttpServer().listening).toBe(false));
    proceed();
    expect(await slow).toEqual(['1.1', 200, 'close']);
    // Otherwise, it would close after the keep-alive time-out: 72 s.
    await closing;
  });

  it('sends no content with the status 205', async () => {
    const { http1, http2 } = await start();
    expect((await http1('/reset')).slice(0, 2)).toEqual(['1.1', 205]);
    expect(await http2({ ':path': '/reset' })).toBe(205);
  });

  it('accepts unsafe requests of its own pages from browsers without Sec-Fetch-Site', async () => {
    const { http2 } = await start();
    const post = (origin: string) => {
      return http2({ ':path': '/transfers', ':method': 'POST', ':authority': 'shop.example', origin });
    };
    expect(await post('https://shop.example')).toBe(201);
    expect(await post('https://evil.example')).toBe(403);
  });
});
