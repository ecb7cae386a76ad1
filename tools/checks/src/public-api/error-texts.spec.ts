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
