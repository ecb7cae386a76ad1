import { type PipeTransform, StandardSchemaValidationPipe, ValidationPipe } from '@portico/common';
import { expect, it } from 'vitest';
import { type Slot, staticSlot } from '../resolution/slot.js';
import { compileHandler } from './compile-handler.js';
import type { ParameterRecord } from './handler-record.js';
import type { TransportProfile } from './transport-profile.js';

const profile: TransportProfile = {
  type: 'test',
  arity: 1,
  result: 'last',
  readParameter: () => (a0) => a0,
  argumentType: () => 'param',
  requestOf: (a0) => a0 as object,
  denied: () => new Error('denied'),
  fallbackFilter: { catch: () => undefined },
  lastResort: () => undefined,
};

class Cats {
  find(id: unknown): unknown {
    return [id];
  }
}
class Cat {}

function call(pipes: readonly Slot<PipeTransform>[], parameter: Partial<ParameterRecord> = {}): unknown {
  const { invoke } = compileHandler(profile, {
    owner: Cats,
    method: Cats.prototype.find,
    methodName: 'find',
    instance: staticSlot<object>(new Cats()),
    parameters: [{ index: 0, source: 'param', data: 'id', pipes, metatype: String, ...parameter }],
    guards: [],
    interceptors: [],
    filters: [],
    openContext: () => ({ id: 1 }),
  });
  return invoke('7', undefined, undefined, undefined, undefined);
}

it('does not wait for a validation that would return the value unchanged', () => {
  expect(call([staticSlot(new ValidationPipe())])).toEqual(['7']);
  expect(call([staticSlot(new ValidationPipe()), staticSlot(new StandardSchemaValidationPipe())])).toEqual(['7']);
});

it('keeps the other pipes of the parameter, in their order', () => {
  const adding = (text: string): Slot<PipeTransform> => staticSlot({ transform: (value) => value + text });
  expect(call([adding('a'), staticSlot(new ValidationPipe()), adding('b')])).toEqual(['7ab']);
});

it('runs validations that validate or convert the value', async () => {
  const pending = call([staticSlot(new ValidationPipe({ transform: true }))], { metatype: Number });
  expect(pending).toBeInstanceOf(Promise);
  expect(await pending).toEqual([7]);
  expect(call([staticSlot(new ValidationPipe())], { metatype: Cat })).toBeInstanceOf(Promise);
  expect(call([staticSlot(new ValidationPipe({ expectedType: Cat }))])).toBeInstanceOf(Promise);
});

it('runs a request-scoped pipe, which is known only then', async () => {
  const scoped: Slot<PipeTransform> = { contextual: true, resolve: () => new ValidationPipe() };
  expect(await call([scoped])).toEqual(['7']);
});

it('runs a subclass that replaces the validation', async () => {
  class OwnPipe extends ValidationPipe {
    override async transform(value: unknown): Promise<unknown> {
      return `own ${value}`;
    }
  }
  expect(await call([staticSlot(new OwnPipe())])).toEqual(['own 7']);
});
