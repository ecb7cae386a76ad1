import type { AnyClassDecorator, AnyMethodDecorator } from '../metadata/decorator-dialect.js';

/** What `SetMetadata()` gives: a decorator that knows its key. */
export type CustomDecorator<TKey = string> = AnyMethodDecorator & AnyClassDecorator & { KEY: TKey };
