import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fastify, { type FastifyInstance, type FastifyServerOptions, type InjectOptions } from 'fastify';
import { describe, expect, it, vi } from 'vitest';
import { FastifyAdapter } from '../adapter.js';
import { createWithLazyCompilers } from './schema-compilers.js';

const run = promisify(execFile);

describe('the compilers of schemas', { timeout: 30_000 }, () => {
  it.each([
    { schema: 'none', loaded: [] },
    { schema: 'query', loaded: ['ajv-compiler'] },
    { schema: 'response', loaded: ['fast-json-stringify-compiler'] },
  ])('are loaded by an application if it needs them (schema: $schema)', async ({ schema, loaded }) => {
    const fixture = fileURLToPath(new URL('./schema-compilers.fixture.ts', import.meta.url));
    const args = ['-C', '@portico/source', '--import', '@oxc-node/core/register', fixture, schema];
    const { stdout } = await run(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual({ reply: { text: 'hello' }, loaded });
  });
});

/** Adds a route for `/`. */
type Routes = (instance: FastifyInstance) => void;

const headers = {
  type: 'object',
  required: ['X-Token'],
  properties: { 'X-Token': { type: 'string', minLength: 3 } },
  allOf: [{ required: ['X-Also'] }],
};

/** A validator that keeps what it is called with. */
function seenBy(seen: unknown[]) {
  return (given: object | boolean) => {
    seen.push(given);
    return () => true;
  };
}

const answer = { text: 'hello', secret: 1 };

const cases: readonly {
  readonly name: string;
  readonly options?: (seen: unknown[]) => FastifyServerOptions;
  readonly routes: (seen: unknown[]) => Routes;
}[] = [
  {
    name: 'headers, in any case',
    routes: () => (instance) => instance.get('/', { schema: { headers } }, async () => answer),
  },
  {
    name: 'headers, in a plugin',
    routes: () => (instance) =>
      void instance.register(async (plugin) => {
        plugin.get('/', { schema: { headers } }, async () => answer);
      }),
  },
  {
    name: 'query and response, with a shared schema',
    routes: () => (instance) => {
      instance.addSchema({ $id: 'name', type: 'string', minLength: 2 });
      const querystring = { type: 'object', properties: { name: { $ref: 'name#' }, count: { type: 'integer' } } };
      const response = { 200: { type: 'object', properties: { text: { type: 'string' } } } };
      instance.get('/', { schema: { querystring, response } }, async () => answer);
    },
  },
  {
    name: 'options for Ajv and for serializers',
    options: () => ({ ajv: { customOptions: { coerceTypes: false } }, serializerOpts: { rounding: 'ceil' } }),
    routes: () => (instance) => {
      const querystring = { type: 'object', properties: { count: { type: 'integer' } } };
      const response = { 200: { type: 'object', properties: { secret: { type: 'integer' } } } };
      instance.get('/', { schema: { querystring, response } }, async () => ({ secret: 1.2 }));
    },
  },
  {
    name: 'a validator of the application',
    options: (seen) => ({ schemaController: { compilersFactory: { buildValidator: (): any => seenBy(seen) } } }),
    routes: () => (instance) => instance.get('/', { schema: { headers } }, async () => answer),
  },
  {
    name: 'a serializer of the application, and headers',
    options: () => ({
      schemaController: { compilersFactory: { buildSerializer: () => () => () => '{"text":"serialized"}' } },
    }),
    routes: () => (instance) =>
      instance.get('/', { schema: { headers, response: { 200: { type: 'object' } } } }, async () => answer),
  },
  {
    name: 'a validator that is set later',
    routes: (seen) => (instance) => {
      instance.setValidatorCompiler(seenBy(seen));
      instance.get('/', { schema: { headers } }, async () => answer);
    },
  },
  {
    name: 'a validator of the route',
    routes: (seen) => (instance) =>
      instance.get('/', { schema: { headers }, validatorCompiler: seenBy(seen) }, async () => answer),
  },
  {
    name: 'schemas that are compiled by a handler',
    routes: () => (instance) =>
      instance.get('/', async (request, reply) => {
        const valid = request.validateInput(
          { count: 'x' },
          { type: 'object', properties: { count: { type: 'number' } } },
        );
        const serialize = reply.compileSerializationSchema({
          type: 'object',
          properties: { text: { type: 'string' } },
        });
        return { valid, text: serialize(answer) };
      }),
  },
];

const requests: readonly InjectOptions[] = [
  { url: '/' },
  { url: '/', headers: { 'x-token': 'abc' } },
  { url: '/', headers: { 'X-TOKEN': 'abc', 'x-also': '1' } },
  { url: '/', headers: { 'x-token': 'a', 'x-also': '1' } },
  { url: '/?name=a' },
  { url: '/?name=ab&count=2' },
  { url: '/?count=x' },
];

async function repliesOf(instance: FastifyInstance): Promise<unknown> {
  const replies: unknown[] = [];
  for (const request of requests) {
    const { statusCode, payload } = await instance.inject(request);
    replies.push([statusCode, payload]);
  }
  await instance.close();
  return replies;
}

describe('an instance with lazy compilers', () => {
  it.each(cases)('replies as one of Fastify: $name', async ({ options = () => ({}), routes }) => {
    const [seen, expected]: [unknown[], unknown[]] = [[], []];
    const own = new FastifyAdapter(options(seen)).getInstance<FastifyInstance>();
    const bare = fastify(options(expected));
    routes(seen)(own);
    routes(expected)(bare);
    expect(await repliesOf(own)).toEqual(await repliesOf(bare));
    expect(seen).toEqual(expected);
  });

  it('is created again with the compilers of Fastify if its notes about them are not found', async () => {
    const create = vi.fn((options: FastifyServerOptions) => {
      const instance = fastify(options);
      const key = Object.getOwnPropertySymbols(instance).find(
        ({ description }) => description === 'fastify.schemaController',
      );
      Object.assign(Reflect.get(instance, key!), { isCustomValidatorCompiler: undefined });
      return instance;
    });
    const options: FastifyServerOptions = { pluginTimeout: 1_000 };
    const instance = createWithLazyCompilers(create, options);
    expect(create.mock.calls.at(-1)).toEqual([options]);
    expect(create).toHaveBeenCalledTimes(2);
    expect(instance).toBe(create.mock.results[1]!.value);
    await Promise.all(create.mock.results.map(({ value }) => value.close()));
  });
});
