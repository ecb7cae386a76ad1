import type { INestApplication } from '@portico/common';
import { defineMessages } from '@portico/websockets';
import { expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  AsyncApiBuilder,
  type AsyncApiDocument,
  AsyncApiGateway,
  AsyncApiMessage,
  AsyncApiModule,
  AsyncApiSecurity,
} from './index.js';

declare const app: INestApplication;

it('accepts a configuration as an object or from a builder', () => {
  const config = new AsyncApiBuilder().setTitle('Chat').setVersion('1.0').build();
  expectTypeOf(AsyncApiModule.createDocument(app, config)).toEqualTypeOf<AsyncApiDocument>();
  AsyncApiModule.createDocument(app, { title: 'Chat', servers: [{ name: 'production', host: 'example.org' }] });
  // @ts-expect-error: no such option
  AsyncApiModule.createDocument(app, { titel: 'Chat' });
  // @ts-expect-error: a host has a name
  AsyncApiModule.createDocument(app, { servers: [{ host: 'example.org' }] });
});

it('serves a document, or the result of a function', () => {
  const document = AsyncApiModule.createDocument(app);
  AsyncApiModule.setup('asyncapi', app, document);
  AsyncApiModule.setup('asyncapi', app, () => document, { useGlobalPrefix: true });
  AsyncApiModule.setup('asyncapi', app, async () => document);
  // @ts-expect-error: not a document
  AsyncApiModule.setup('asyncapi', app, '{}');
});

it('has decorators for the legacy and the standard dialect', () => {
  const chat = defineMessages({}, { said: z.string() });
  AsyncApiGateway({ events: chat['~messages'].events })(class {});
  class Say {}
  AsyncApiMessage({ summary: 'Says it.', body: Say, reply: z.number() });
  // @ts-expect-error: not a schema
  AsyncApiMessage({ body: 'string' });
  AsyncApiSecurity({ type: 'http', scheme: 'bearer' }, { type: 'httpApiKey', name: 'token', in: 'query' });
  // @ts-expect-error: no such place
  AsyncApiSecurity({ type: 'httpApiKey', name: 'token', in: 'body' });
});
