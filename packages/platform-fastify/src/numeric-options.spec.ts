import { expect, it } from 'vitest';
import { AnyFilesInterceptor, FastifyAdapter, FileStreamInterceptor } from './index.js';

/** As from configuration, whose type is not known. */
const INVALID: readonly any[] = [Number.NaN, -1, '10'];

it.each(['bodyLimit', 'parameterLimit'])('useBodyParser() refuses %s unless it is a valid number', (name) => {
  for (const value of INVALID) {
    expect(() => new FastifyAdapter().useBodyParser('json', false, { [name]: value })).toThrow(
      `PORTICO_INVALID_NUMBER: useBodyParser('application/json') sets ${name} to`,
    );
  }
});

it('useBodyParser() takes undefined and null for the default', () => {
  const absent: any = null;
  for (const options of [
    { bodyLimit: undefined, parameterLimit: undefined },
    { bodyLimit: absent, parameterLimit: absent },
  ])
    expect(() => new FastifyAdapter().useBodyParser('json', false, options)).not.toThrow();
});

it.each(['formSize', 'fieldNameSize', 'fieldNestingDepth', 'fieldArrayIndexLimit'])(
  'interceptors refuse limits.%s unless it is a valid number',
  (name) => {
    for (const Interceptor of [AnyFilesInterceptor, FileStreamInterceptor.bind(undefined, 'file')]) {
      for (const value of INVALID) {
        const Class = Interceptor({ limits: { [name]: value } });
        expect(() => new Class()).toThrow(`PORTICO_INVALID_NUMBER: A file interceptor sets limits.${name} to`);
      }
      const Class = Interceptor({ limits: { [name]: undefined } });
      expect(() => new Class()).not.toThrow();
    }
  },
);
