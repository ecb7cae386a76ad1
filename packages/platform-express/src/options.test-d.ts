import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { Express, Request, Response } from 'express';
import { expectTypeOf } from 'vitest';
import { ExpressAdapter, type NestExpressApplication } from './index.js';

class AppModule {}

declare const app: NestExpressApplication;
expectTypeOf(app).toExtend<INestApplication<Server>>();
expectTypeOf(app.getHttpServer()).toEqualTypeOf<Server>();
expectTypeOf(app.listen(0)).toEqualTypeOf<Promise<Server>>();
expectTypeOf(app.listen([{ port: 0 }])).resolves.items.toEqualTypeOf<Server | HttpsServer>();
expectTypeOf(app.getHttpAdapter().getInstance()).toEqualTypeOf<Express>();
app.getHttpAdapter().get('/health', (request, response) => {
  expectTypeOf(request).toEqualTypeOf<Request>();
  expectTypeOf(response).toEqualTypeOf<Response>();
});
app.set('trust proxy', 1).enable('etag').useBodyParser('json', { limit: '1mb' }).setGlobalPrefix('api');

expectTypeOf(NestFactory.create<NestExpressApplication>(AppModule)).resolves.toEqualTypeOf<NestExpressApplication>();
expectTypeOf(new ExpressAdapter().getInstance<Express>()).toEqualTypeOf<Express>();

declare const secure: NestExpressApplication<HttpsServer>;
expectTypeOf(secure.listen(0)).toEqualTypeOf<Promise<HttpsServer>>();

// @ts-expect-error the parser is one of those of Express
app.useBodyParser('xml');
// @ts-expect-error the prefix is a text
app.useStaticAssets('public', { prefix: 1 });
// @ts-expect-error Express runs on servers of Node
declare const foreign: NestExpressApplication<{ listen(): void }>;
app.getHttpAdapter().get('/health', (request) => {
  // @ts-expect-error requests of Express have no such member
  request.raw;
});
