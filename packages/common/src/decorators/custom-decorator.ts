import type { AnyClassDecorator, AnyMethodDecorator } from '../metadata/decorator-dialect.js';

/** A decorator with the key of its metadata, as `SetMetadata()` returns it. */
export type CustomDecorator<TKey = string> = AnyMethodDecorator & AnyClassDecorator & { KEY: TKey };
