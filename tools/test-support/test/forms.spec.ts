import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Body, Controller, type NestInterceptor, Post, type Type, UseInterceptors } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import * as express from '@portico/platform-express';
import * as fastify from '@portico/platform-fastify';
import { expect, it, onTestFinished } from 'vitest';

const SEED = 20_260_728;
const FORMS = 800;
const AT_ONCE = 16;

const ROOTS = ['a', 'a', 'a', 'b', '0', 'a]', 'a]b', 'a.b', 'ü', 'length'];
const KEYS = ['[]', '[]', '[0]', '[1]', '[2]', '[01]', '[00]', '[b]', '[b]', '[c]', '[5]', '[99]', '[-1]', '[1e1]'];
const ODD_KEYS = ['[', '[b', 'b]', 'x', '[[]]', '[[b]]', '[ 0]', '[__proto__]', '[constructor]', '[prototype]'];
const VALUES = ['1', '2', '', 'x', 'ü', 'a b', '=', 'a]=b'];

/** Names that only one of the two parsers of multipart forms accepts, see docs/http.md. */
const URLENCODED_ROOTS = [...ROOTS, '', '__proto__', 'constructor', 'toString'];

type Field = readonly [name: string, value: string];

function formController(AnyFilesInterceptor: () => Type<NestInterceptor>) {
  @Controller()
  class FormController {
    @Post('urlencoded') urlencoded(@Body() body: unknown) {
      return { body };
    }
    @UseInterceptors(AnyFilesInterceptor()) @Post('multipart') multipart(@Body() body: unknown) {
      return { body };
    }
  }
  return FormController;
}

async function start(adapter: AbstractHttpAdapter, controller: Type): Promise<number> {
  const app = await NestFactory.create({ controllers: [controller] }, adapter, { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  return (app.getHttpServer().address() as AddressInfo).port;
}

it(`${FORMS} random forms have the same meaning on Express and on Fastify`, { timeout: 60_000 }, async () => {
  const ports = [
    await start(new express.ExpressAdapter(), formController(express.AnyFilesInterceptor)),
    await start(new fastify.FastifyAdapter(), formController(fastify.AnyFilesInterceptor)),
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  onTestFinished(() => agent.destroy());
  const send = (port: number, path: string, type: string, body: Buffer) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = { 'content-type': type, 'content-length': body.length };
      request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent }, (response) => {
        text(response).then((reply) => resolve([response.statusCode, JSON.parse(reply)]), reject);
      })
        .once('error', reject)
        .end(body);
    });

  const random = seededRandom(SEED);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const fieldsOf = (roots: readonly string[]): Field[] =>
    Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
      const keys = Array.from({ length: Math.floor(random() * 4) }, () => pick(random() < 0.8 ? KEYS : ODD_KEYS));
      return [pick(roots) + keys.join(''), pick(VALUES)];
    });

  const replies = new Map<unknown, number>();
  let left = FORMS;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const isMultipart = left % 2 === 0;
      const [path, type] = isMultipart ? ['/multipart', 'multipart/form-data; boundary=b'] : ['/urlencoded', FORM_TYPE];
      const fields = fieldsOf(isMultipart ? ROOTS : URLENCODED_ROOTS);
      const body = isMultipart ? multipart(fields) : urlencoded(fields);
      const [onExpress, onFastify] = await Promise.all(ports.map((port) => send(port, path!, type!, body)));
      expect(onFastify, JSON.stringify([path, fields])).toEqual(onExpress);
      const [status] = onExpress as [number];
      replies.set(status, (replies.get(status) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(replies.get(201)).toBeGreaterThan(FORMS * 0.9);
});

const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Writes brackets as they are in half of the names, and `=` and `&` as escapes. */
function urlencoded(fields: readonly Field[]): Buffer {
  const written = fields.map(([name, value], index) => {
    const escaped = encodeURIComponent(name);
    return `${index % 2 ? escaped : escaped.replaceAll('%5B', '[').replaceAll('%5D', ']')}=${encodeURIComponent(value)}`;
  });
  return Buffer.from(written.join('&'));
}

function multipart(fields: readonly Field[]): Buffer {
  const parts = fields.map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.from(`${parts.join('')}--b--\r\n`);
}

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
