import { Logger, type PipeTransform, StandardSchemaValidationPipe, ValidationPipe } from '@portico/common';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { staticSlot } from '../resolution/slot.js';
import { compileHandler } from './compile-handler.js';
import type { HandlerRecord, ParameterRecord } from './handler-record.js';
import type { TransportProfile } from './transport-profile.js';

const profile: TransportProfile = {
  type: 'test',
  arity: 1,
  result: 'last',
  readParameter: () => (a0) => a0,
  argumentType: (source) => (source === 'request' ? undefined : 'body'),
  requestOf: (a0) => a0 as object,
  denied: () => new Error('denied'),
  fallbackFilter: { catch: () => undefined },
  lastResort: () => undefined,
};

class Cats {
  create(): void {}
}
class Cat {}

const warn = vi.fn();
beforeEach(() => {
  warn.mockReset();
  Logger.overrideLogger({ log: vi.fn(), error: vi.fn(), warn });
});
afterEach(() => Logger.overrideLogger(true));

/** Compiles a handler with one parameter, and returns the codes of what is logged. */
function compile(
  pipes: readonly PipeTransform[],
  parameter: Partial<ParameterRecord> = {},
  parts: Partial<HandlerRecord> = {},
): string[] {
  compileHandler(profile, {
    owner: Cats,
    method: Cats.prototype.create,
    methodName: 'create',
    instance: staticSlot<object>(new Cats()),
    parameters: [
      {
        index: 0,
        source: 'body',
        data: undefined,
        pipes: pipes.map((pipe) => staticSlot(pipe)),
        metatype: undefined,
        ...parameter,
      },
    ],
    guards: [],
    interceptors: [],
    filters: [],
    openContext: () => ({ id: 1 }),
    ...parts,
  });
  return warn.mock.calls.map(([line]) => String(line).split(':')[0]!);
}

const UNTYPED = ['PORTICO_UNTYPED_VALIDATION'];

it('warns once for each pipe that would validate by a type that the compiler did not emit', () => {
  const pipe = new ValidationPipe();
  expect(compile([pipe])).toEqual(UNTYPED);
  expect(warn.mock.calls[0]![0]).toContain('Cats.create() receives its body without validation');
  expect(compile([pipe])).toHaveLength(1);
  expect(compile([new ValidationPipe({ transform: true })])).toHaveLength(2);
});

it('warns of a subclass that does not replace the validation, under its name', () => {
  class StrictPipe extends ValidationPipe {}
  expect(compile([new StrictPipe()])).toEqual(UNTYPED);
  expect(warn.mock.calls[0]![0]).toContain('new StrictPipe({ expectedType: TheClass })');
});

class OwnPipe extends ValidationPipe {
  override async transform(value: unknown): Promise<unknown> {
    return value;
  }
}

it.each<[string, PipeTransform[], Partial<ParameterRecord>, Partial<HandlerRecord>]>([
  ['the type is known', [new ValidationPipe()], { metatype: Cat }, {}],
  ['the type is an interface', [new ValidationPipe()], { metatype: Object }, {}],
  ['the pipe names the type', [new ValidationPipe({ expectedType: Cat })], {}, {}],
  ['another pipe names the type', [new ValidationPipe(), new ValidationPipe({ expectedType: Cat })], {}, {}],
  ['another pipe may validate', [new ValidationPipe(), new StandardSchemaValidationPipe()], {}, {}],
  ['a subclass validates in its own way', [new OwnPipe()], {}, {}],
  ['the decorator has a schema', [new ValidationPipe()], { schema: {} as ParameterRecord['schema'] }, {}],
  ['the parameter is one property', [new ValidationPipe()], { data: 'name' }, {}],
  ['the parameter comes from a custom decorator', [new ValidationPipe()], { source: () => 1 }, {}],
  ['pipes do not run for the parameter', [new ValidationPipe()], { source: 'request' }, {}],
  ['a contract validates the body', [new ValidationPipe()], {}, { transformData: (data) => data }],
  ['there is no pipe', [], {}, {}],
])('does not warn if %s', (_when, pipes, parameter, parts) => {
  expect(compile(pipes, parameter, parts)).toEqual([]);
});
