import { type BodyType, defineMessages, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { IsString } from 'class-validator';
import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { describeGateways } from '../application.fixture.js';

const CONVERTERS = ['class-validator-jsonschema', '@valibot/to-json-schema'];

vi.mock('node:module', async (load) => {
  const actual = await load<typeof import('node:module')>();
  const createRequire: typeof actual.createRequire = (place) => {
    const require = actual.createRequire(place);
    const resolve = (name: string) => {
      if (CONVERTERS.includes(name)) throw new Error(`Cannot find module '${name}'`);
      return require.resolve(name);
    };
    return Object.assign((name: string) => require(name), require, {
      resolve: Object.assign(resolve, require.resolve),
    });
  };
  return { ...actual, createRequire };
});

class Note {
  @IsString() text!: string;
}

async function describeBody(body: BodyType) {
  const contract = defineMessages({ say: { body } });
  @WebSocketGateway()
  class ChatGateway {
    @SubscribeMessage(contract.say) say() {}
  }
  return describeGateways([ChatGateway]);
}

it.each<[string, BodyType]>([
  ['class-validator-jsonschema', Note],
  ['@valibot/to-json-schema', v.object({ text: v.string() })],
])('warns that %s is not installed, and says how to install it', async (name, body) => {
  const { document, warnings } = await describeBody(body);
  expect(warnings.map(({ code, remedy }) => [code, remedy])).toEqual([
    ['PORTICO_ASYNCAPI_SCHEMA', `Install it: npm i ${name}`],
  ]);
  expect(document.channels['chat']?.messages['say']?.['x-portico'].data).toHaveProperty('$ref');
});

it('describes schemas of versions of Zod without Standard JSON Schema', async () => {
  const { '~standard': standard } = z.string();
  const schema = z.object({ text: z.string() });
  const earlier = Object.create(schema, {
    '~standard': { value: { version: 1, vendor: 'zod', validate: standard.validate } },
  });
  const { document, warnings } = await describeBody(earlier);
  expect(warnings).toEqual([]);
  expect(document.components.schemas?.['SayBody']).toMatchObject({ properties: { text: { type: 'string' } } });
});
