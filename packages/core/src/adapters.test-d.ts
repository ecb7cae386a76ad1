import { expectTypeOf, it } from 'vitest';
import type * as Adapters from './adapters.js';
import type * as Application from './index.js';

it('shares one name with the entry for applications', () => {
  type Shared = Extract<keyof typeof Adapters, keyof typeof Application>;
  expectTypeOf<Shared>().toEqualTypeOf<'AbstractHttpAdapter'>();
});
