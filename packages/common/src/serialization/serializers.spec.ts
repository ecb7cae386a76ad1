import { Readable } from 'node:stream';
import { type } from 'arktype';
import { Exclude, Expose } from 'class-transformer';
import {
  BehaviorSubject,
  firstValueFrom,
  lastValueFrom,
  type Observable,
  of,
  Subject,
  throwError,
  toArray,
} from 'rxjs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type CallHandler,
  ClassSerializerInterceptor,
  type ClassSerializerInterceptorOptions,
  type ExecutionContext,
  SerializeOptions,
  StandardSchemaSerializerInterceptor,
  StreamableFile,
} from '../index.js';
import { mapObservable } from './map-observable.js';

const reflector = {
  getAllAndOverride: (key: unknown, targets: object[]) =>
    targets.map((target) => Reflect.getMetadata(key, target)).find((found) => found !== undefined),
};

class User {
  id!: number;
  @Exclude() password!: string;
  @Expose() get label() {
    return `user ${this.id}`;
  }
  constructor(partial: Partial<User> = {}) {
    Object.assign(this, partial);
  }
}

const schema = z.object({ id: z.number() });

class Bare {
  handler() {}
}
class Configured {
  @SerializeOptions({ type: User })
  typed() {}
  @SerializeOptions({ schema })
  schemed() {}
}
@SerializeOptions({ schema })
class ConfiguredClass {
  handler() {}
}

const contextOf = (handler: Function = Bare.prototype.handler, type: Function = Bare) =>
  ({ getHandler: () => handler, getClass: () => type }) as unknown as ExecutionContext;
const returning = (value: unknown): CallHandler => ({ handle: () => of(value) });

async function all(values: unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const value of values as AsyncIterable<unknown>) seen.push(value);
  return seen;
}

async function through(
  interceptor: {
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>>;
  },
  value: unknown,
  context = contextOf(),
): Promise<unknown> {
  return lastValueFrom(await interceptor.intercept(context, returning(value)));
}

describe('ClassSerializerInterceptor', () => {
  const interceptor = (options?: ClassSerializerInterceptorOptions) =>
    new ClassSerializerInterceptor(reflector, options);

  it('serializes instances, and those in arrays', async () => {
    const user = new User({ id: 1, password: 'secret' });
    expect(await through(interceptor(), user)).toEqual({ id: 1, label: 'user 1' });
    expect(await through(interceptor(), [user, user])).toEqual([
      { id: 1, label: 'user 1' },
      { id: 1, label: 'user 1' },
    ]);
  });

  it.each([undefined, null, 5, 'text', true])('returns %o unchanged', async (value) => {
    expect(await through(interceptor(), value)).toBe(value);
  });

  it('returns streamable files unchanged', async () => {
    const file = new StreamableFile(Buffer.from('x'));
    expect(await through(interceptor(), file)).toBe(file);
  });

  it('serializes each value of an async iterable, and returns streams and bytes unchanged', async () => {
    async function* users() {
      yield new User({ id: 1, password: 'secret' });
      yield [new User({ id: 2, password: 'secret' })];
      yield 'text';
      yield bytes;
    }
    const bytes = new Uint8Array([1]);
    expect(await all(await through(interceptor(), users()))).toEqual([
      { id: 1, label: 'user 1' },
      [{ id: 2, label: 'user 2' }],
      'text',
      bytes,
    ]);
    for (const stream of [Readable.from([{ id: 1 }]), new Blob(['x']).stream()])
      expect(await through(interceptor(), stream)).toBe(stream);
  });

  it('converts plain objects to instances of the type', async () => {
    const context = contextOf(Configured.prototype.typed, Configured);
    expect(await through(interceptor(), { id: 1, password: 'secret' }, context)).toEqual({ id: 1, label: 'user 1' });
    expect(await through(interceptor(), [new User({ id: 2, password: 's' })], context)).toEqual([
      { id: 2, label: 'user 2' },
    ]);
  });

  it('uses its options and those of the handler', async () => {
    class Own {
      _hidden = 1;
      shown = 2;
    }
    expect(await through(interceptor({ excludePrefixes: ['_'] }), new Own())).toEqual({ shown: 2 });
  });
});

describe('StandardSchemaSerializerInterceptor', () => {
  const interceptor = new StandardSchemaSerializerInterceptor(reflector);
  const asynchronous = {
    '~standard': { version: 1, vendor: 'test', validate: async (value: unknown) => ({ value: { value } }) },
  } as const;

  it('sends the output of the schema, for each element of an array', async () => {
    const context = contextOf(Configured.prototype.schemed, Configured);
    expect(await through(interceptor, { id: 1, password: 's' }, context)).toEqual({ id: 1 });
    expect(await through(interceptor, [{ id: 1, password: 's' }, null], context)).toEqual([{ id: 1 }, null]);
  });

  it('uses the schema of the class, or its own', async () => {
    expect(
      await through(interceptor, { id: 1, a: 1 }, contextOf(ConfiguredClass.prototype.handler, ConfiguredClass)),
    ).toEqual({ id: 1 });
    expect(await through(new StandardSchemaSerializerInterceptor(reflector, { schema }), { id: 1, a: 1 })).toEqual({
      id: 1,
    });
  });

  it.each([undefined, null, 5, 'text'])('returns %o unchanged', async (value) => {
    expect(await through(new StandardSchemaSerializerInterceptor(reflector, { schema }), value)).toBe(value);
    expect(await through(interceptor, { any: 1 })).toEqual({ any: 1 });
  });

  it('supports asynchronous schemas', async () => {
    const waiting = new StandardSchemaSerializerInterceptor(reflector, { schema: asynchronous });
    expect(await through(waiting, { a: 1 })).toEqual({ value: { a: 1 } });
    expect(await through(waiting, [{ a: 1 }])).toEqual([{ value: { a: 1 } }]);
  });

  it('sends the output of the schema for each value of an async iterable', async () => {
    const context = contextOf(Configured.prototype.schemed, Configured);
    const values = async function* () {
      yield { id: 1, password: 's' };
      yield null;
    };
    expect(await all(await through(interceptor, values(), context))).toEqual([{ id: 1 }, null]);
    const waiting = new StandardSchemaSerializerInterceptor(reflector, { schema: asynchronous });
    expect(await all(await through(waiting, values()))).toEqual([{ value: { id: 1, password: 's' } }, null]);
  });

  it('fails with the issues of the schema', async () => {
    const issues = [{ message: 'bad' }, { message: 'worse' }];
    const refusing = { '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) } } as const;
    const failing = new StandardSchemaSerializerInterceptor(reflector, { schema: refusing });
    await expect(through(failing, { a: 1 })).rejects.toThrow('Serialization failed: bad, worse');
  });

  it('sends other properties too if the schema keeps them, as ArkType does by default', async () => {
    const user = type({ id: 'number', owner: { name: 'string' } });
    const result = { id: 1, owner: { name: 'Ann', password: 's' }, password: 's' };
    const sent = (each: typeof user) =>
      through(new StandardSchemaSerializerInterceptor(reflector, { schema: each }), result);
    expect(await sent(user)).toEqual(result);
    expect(await sent(user.onDeepUndeclaredKey('delete'))).toEqual({ id: 1, owner: { name: 'Ann' } });
  });

  it('says which parts of the result the schema rejects', async () => {
    const failing = new StandardSchemaSerializerInterceptor(reflector, {
      schema: z.object({ toys: z.array(z.object({ name: z.string() })) }),
    });
    await expect(through(failing, { toys: [{ name: 'ball' }, {}] })).rejects.toThrow(
      'Serialization failed: toys.1.name: Invalid input: expected string, received undefined',
    );
  });
});

describe('mapObservable', () => {
  it('keeps the order if some results are promises', async () => {
    const later = (index: number) => new Promise((resolve) => setImmediate(resolve, index));
    const mapped = mapObservable(of(0, 1, 2), (index) => [later(0), Promise.resolve(1), 2][index]);
    expect(await firstValueFrom(mapped.pipe(toArray()))).toEqual([0, 1, 2]);
    const mixed = mapObservable(of(0, 1, 2), (index) => (index === 0 ? Promise.resolve(index) : index));
    expect(await firstValueFrom(mixed.pipe(toArray()))).toEqual([0, 1, 2]);
  });

  it('passes on errors of the source, the mapping and promises', async () => {
    const failing = (map: (value: number) => unknown) => lastValueFrom(mapObservable(of(1), map));
    await expect(
      lastValueFrom(
        mapObservable(
          throwError(() => new Error('source')),
          String,
        ),
      ),
    ).rejects.toThrow('source');
    await expect(
      failing(() => {
        throw new Error('mapping');
      }),
    ).rejects.toThrow('mapping');
    await expect(failing(() => Promise.reject(new Error('promise')))).rejects.toThrow('promise');
  });

  it('unsubscribes from the source, even from subjects', () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const subscription = mapObservable(source, (value) => value * 2).subscribe((value) => seen.push(value));
    source.next(1);
    subscription.unsubscribe();
    source.next(2);
    expect(seen).toEqual([2]);
    expect(source.observed).toBe(false);
    mapObservable(new BehaviorSubject(3), String).subscribe((value) => seen.push(value));
    expect(seen).toEqual([2, '3']);
  });
});
