import { Readable } from 'node:stream';
import type { Kit } from '../kit.js';
import type { Platform } from '../subjects.js';
import type { ReplyKind } from './case.js';

/** What a handler of each kind does. `response` is there only for kinds that take it. */
export type Reply = (response: any, seen: unknown) => unknown;

/** Kinds whose handlers take the response. */
export const takesResponse: ReadonlySet<ReplyKind> = new Set(['manual', 'passthrough', 'passthroughHeader']);

export function repliesOf(kit: Kit, _platform: Platform): Record<ReplyKind, Reply> {
  const { common, rxjs } = kit;
  const fail = (error: unknown) => () => {
    throw error;
  };
  return {
    text: () => 'text',
    html: () => '<p>html</p>',
    object: () => ({ a: 1, b: undefined, c: null, d: ['x'] }),
    array: () => [1, 'two', null],
    number: () => 7,
    zero: () => 0,
    true: () => true,
    false: () => false,
    null: () => null,
    undefined: () => undefined,
    empty: () => '',
    bigint: () => ({ n: 1n }),
    promise: async () => ({ later: true }),
    observable: () => rxjs.of({ from: 'observable' }),
    observableMany: () => rxjs.of('one', 'two'),
    observableEmpty: () => rxjs.EMPTY,
    observableError: () => rxjs.throwError(() => new common.NotFoundException('in stream')),
    buffer: () => Buffer.from('buffer'),
    uint8: () => new Uint8Array([97, 98]),
    streamableFile: () => new common.StreamableFile(Buffer.from('file')),
    streamableOptions: () =>
      new common.StreamableFile(Readable.from(['str', 'eam']), {
        type: 'text/csv',
        disposition: 'attachment; filename="a.csv"',
        length: 6,
      }),
    date: () => new Date(0),
    circular: () => {
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      return circular;
    },
    toJson: () => ({ toJSON: () => ({ own: 'form' }) }),
    instance: () =>
      new (class Point {
        x = 1;
        get y() {
          return 2;
        }
      })(),
    manual: (response) => void response.status(202).send('by hand'),
    passthrough: () => 'passed through',
    passthroughHeader: (response) => {
      response.header('x-by-hand', '1');
      response.status(203);
      return { passed: 'through' };
    },
    redirectValue: () => ({ url: '/elsewhere', statusCode: 307 }),
    sse: () => rxjs.of({ data: { n: 1 } }, { data: 'two', id: '2', type: 'news', retry: 10 }),
    sseMessages: () => rxjs.of('plain', 3, { data: 'multi\nline' }),
    echo: (_response, seen) => ({ seen }),
    throwHttp: fail(new common.NotFoundException('not here')),
    throwHttpObject: fail(new common.HttpException({ custom: true, code: 7 }, 422)),
    throwHttpDescription: fail(new common.ForbiddenException('no', { description: 'described' })),
    throwError: fail(new Error('plain')),
    throwString: fail('just text'),
    throwUndefined: fail(undefined),
    throwObject: fail({ some: 'object' }),
    throwStatusError: fail(Object.assign(new Error('teapot'), { status: 418, expose: true })),
    reject: () => Promise.reject(new common.ConflictException()),
    throwCause: fail(new common.BadRequestException('with cause', { cause: new Error('inner') })),
    throwTeapot: fail(new common.HttpException('short and stout', 418)),
    throwArray: fail(new common.BadRequestException(['first', 'second'])),
  };
}
