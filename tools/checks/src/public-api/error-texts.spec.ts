import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const FILE = join(import.meta.dirname, 'application.ts');

/** Returns what the compiler says about an application. */
function errorsOf(application: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    customConditions: ['@portico/source'],
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.fileExists = (file) => file === FILE || fileExists(file);
  host.readFile = (file) => (file === FILE ? application : readFile(file));
  const program = ts.createProgram([FILE], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(FILE))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('list the names of the events and messages of a contract', () => {
  const errors = errorsOf(`
    import { type Client, type ContractOf } from '@portico/client';
    import { defineMessages, type EventsOf, type GatewayClient, type GatewayClients } from '@portico/websockets';

    class Text { text!: string }
    const chat = defineMessages({ say: { body: Text }, leave: {} }, { said: Text, ended: Text });
    export function use(
      gateway: GatewayClient<unknown, EventsOf<typeof chat>>,
      all: GatewayClients<unknown, EventsOf<typeof chat>>,
      client: Client<ContractOf<typeof chat>>,
    ) {
      gateway.emit('sayd', { text: '' });
      all.to('room').emit('sayd', { text: '' });
      client.on('sayd', () => undefined);
      client.emit('shout');
      void client.request('shout');
    }
  `);
  const wrong = (name: string, names: string) =>
    `Argument of type '"${name}"' is not assignable to parameter of type '${names}'.`;
  const event = wrong('sayd', '"said" | "ended"');
  const message = wrong('shout', '"say" | "leave"');
  expect(errors).toEqual([event, event, event, message, message]);
}, 120_000);

it('name the argument that is wrong, where a function has several signatures', () => {
  const errors = errorsOf(`
    import { createClient } from '@portico/client';
    import { type INestApplication, StreamableFile } from '@portico/common';
    import { NestFactory } from '@portico/core';
    import type { NestExpressApplication } from '@portico/platform-express';
    import type { NestFastifyApplication } from '@portico/platform-fastify';

    export function use(app: INestApplication, express: NestExpressApplication, fastify: NestFastifyApplication) {
      void NestFactory.create(class {}, { loger: false });
      createClient('ws://localhost', { timeout: 5 });
      new StreamableFile(Buffer.from(''), { typ: 'text/plain' });
      void app.listen(process.env.PORT);
      void express.listen(process.env.PORT);
      void fastify.listen(process.env.PORT);
    }
  `);
  const misspelled = (name: string, type: string, meant: string) =>
    `Object literal may only specify known properties, but '${name}' does not exist in type '${type}'. Did you mean to write '${meant}'?`;
  const port = `Argument of type 'string | undefined' is not assignable to parameter of type 'string | number'.`;
  expect(errors.map(lastError)).toEqual([
    expect.stringContaining(misspelled('loger', 'NestApplicationOptions', 'logger')),
    expect.stringContaining(misspelled('timeout', 'ClientOptions', 'timeoutMs')),
    expect.stringContaining(misspelled('typ', 'StreamableFileOptions', 'type')),
    expect.stringContaining(port),
    expect.stringContaining(port),
    expect.stringContaining(port),
  ]);
}, 120_000);

/** Of an error with one part for each signature: the last part, which is all that newer compilers show. */
function lastError(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('Overload '), 0));
}
