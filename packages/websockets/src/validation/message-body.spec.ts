import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InvalidMessageException } from '../exceptions/invalid-message-exception.js';
import { defineMessages } from '../messages/define-messages.js';
import type { BodyType } from '../messages/message-definition.js';
import { bodyLimits } from './body-limits.js';
import { compileBody } from './message-body.js';

const validate = async (body: BodyType, data: unknown) => {
  const { message } = defineMessages({ message: { body } });
  return compileBody(message, 'Gateway.handle()', bodyLimits(undefined, 'Gateway'))?.(data);
};

const LIBRARIES: Record<string, { readonly body: BodyType; readonly asynchronous?: BodyType }> = {
  Zod: {
    body: z.object({ user: z.object({ name: z.string().trim() }), tags: z.array(z.number()).default([]) }),
    asynchronous: z.object({ user: z.object({ name: z.string().refine(async (name) => name !== 'taken') }) }),
  },
  Valibot: {
    body: v.object({
      user: v.object({ name: v.pipe(v.string(), v.trim()) }),
      tags: v.optional(v.array(v.number()), []),
    }),
    asynchronous: v.objectAsync({
      user: v.objectAsync({
        name: v.pipeAsync(
          v.string(),
          v.checkAsync(async (name) => name !== 'taken'),
        ),
      }),
    }),
  },
  ArkType: {
    body: type({ user: { name: 'string.trim' }, tags: type('number[]').default(() => []) }),
  },
};

describe.each(Object.entries(LIBRARIES))('schemas of %s', (_name, { body, asynchronous }) => {
  it('transform bodies, and report invalid paths', async () => {
    expect(await validate(body, { user: { name: ' Ada ' } })).toEqual({ user: { name: 'Ada' }, tags: [] });
    for (const [data, path] of [
      [{ user: { name: 1 } }, ['user', 'name']],
      [{ user: { name: 'Ada' }, tags: [1, 'x'] }, ['tags', 1]],
      ['no object', []],
    ] as const) {
      const failure = await validate(body, data).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(InvalidMessageException);
      expect((failure as InvalidMessageException).issues).toEqual([{ path, message: expect.any(String) }]);
    }
  });

  it.runIf(asynchronous)('may be asynchronous', async () => {
    const slow = asynchronous as BodyType;
    expect(await validate(slow, { user: { name: 'Ada' } })).toEqual({ user: { name: 'Ada' } });
    await expect(validate(slow, { user: { name: 'taken' } })).rejects.toMatchObject({
      issues: [{ path: ['user', 'name'] }],
    });
  });
});

it('validates recursive schemas', async () => {
  interface Tree {
    children: Tree[];
  }
  const tree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(tree) }));
  expect(await validate(tree, { children: [{ children: [] }] })).toEqual({ children: [{ children: [] }] });
  await expect(validate(tree, { children: [{ children: [{}] }] })).rejects.toMatchObject({
    issues: [{ path: ['children', 0, 'children', 0, 'children'] }],
  });
});

it('removes keys that could change prototypes at any depth', async () => {
  const data: unknown = JSON.parse(
    '{"__proto__":{"a":1},"list":[{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}],"text":"x"}',
  );
  const loose = z.looseObject({ list: z.array(z.looseObject({})) });
  const result = (await validate(loose, data)) as { list: object[] };
  expect(JSON.stringify(result)).toBe('{"list":[{"constructor":{}}],"text":"x"}');
});

it('counts binary data as one value', async () => {
  const bytes = Buffer.alloc(200_000);
  const result = await validate(z.object({ bytes: z.instanceof(Uint8Array) }), { bytes });
  expect((result as { bytes: unknown }).bytes).toBe(bytes);
});
