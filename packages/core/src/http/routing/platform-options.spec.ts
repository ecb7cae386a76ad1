import { expect, it } from 'vitest';
import { Reflector } from '../../discovery/reflector.js';
import { PlatformOptions } from './platform-options.js';

it('collects the platforms of a handler under one key, in both dialects of decorators', () => {
  class CatsController {
    @PlatformOptions('one') @PlatformOptions('two') legacy() {}
    standard() {}
  }
  const { legacy, standard } = CatsController.prototype;
  for (const platform of ['two', 'one']) {
    // What the compiler calls for a standard decorator.
    Reflect.apply(PlatformOptions(platform), undefined, [standard, { kind: 'method', name: 'standard' }]);
  }
  const { KEY } = PlatformOptions('any');
  expect([legacy, standard].map((method) => new Reflector().get(KEY, method))).toEqual([
    ['two', 'one'],
    ['two', 'one'],
  ]);
});
