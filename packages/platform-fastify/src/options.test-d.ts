import type { Server } from 'node:http';
import type { Http2Server } from 'node:http2';
import type { Server as SecureServer } from 'node:https';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { expectTypeOf } from 'vitest';
import { FastifyAdapter, type NestFastifyApplication } from './index.js';

class AppModule {}

declare const app: NestFastifyApplication;
expectTypeOf(app).toExtend<INestApplication<Server>>();
expectTypeOf(app.getHttpServer()).toEqualTypeOf<Server>();
expectTypeOf(app.listen(0, '0.0.0.0')).toEqualTypeOf<Promise<Server>>();
expectTypeOf(app.listen({ port: 0 })).toEqualTypeOf<Promise<Server>>();
expectTypeOf(app.listen([{ port: 0 }])).resolves.items.toEqualTypeOf<Server | SecureServer>();
expectTypeOf(app.getHttpAdapter().getInstance()).toEqualTypeOf<FastifyInstance>();
app.getHttpAdapter().get('/health', (request, reply) => {
  expectTypeOf(request).toEqualTypeOf<FastifyRequest>();
  expectTypeOf(reply).toEqualTypeOf<FastifyReply>();
});

declare const greet: FastifyPluginCallback<{ greeting: string }>;
expectTypeOf(app.register(greet, { greeting: 'hello' })).resolves.toEqualTypeOf<FastifyInstance>();

const created = NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter({ trustProxy: true }));
expectTypeOf(created).resolves.toEqualTypeOf<NestFastifyApplication>();

declare const http2: NestFastifyApplication<Http2Server>;
expectTypeOf(http2.getHttpServer()).toEqualTypeOf<Http2Server>();

// @ts-expect-error the option has another type
app.register(greet, { greeting: 1 });
// @ts-expect-error the adapter takes the options of Fastify
new FastifyAdapter({ bodyLimit: '1mb' });
// @ts-expect-error Fastify runs on servers of Node
declare const foreign: NestFastifyApplication<{ listen(): void }>;
app.getHttpAdapter().get('/health', (request) => {
  // @ts-expect-error the request of Node is at `request.raw`
  request.socket.bytesRead satisfies string;
});
