/**
 * Decorator metadata for the standard dialect. Compilers create a class' metadata object only when `Symbol.metadata`
 * exists at the moment of decoration; Node has none yet. The registered symbol is the one that esbuild falls back to,
 * so that both use the same one.
 */
if (Reflect.get(Symbol, 'metadata') === undefined) {
  Object.defineProperty(Symbol, 'metadata', {
    value: Symbol.for('Symbol.metadata'),
    configurable: false,
    enumerable: false,
    writable: false,
  });
}

export const SYMBOL_METADATA: symbol = Reflect.get(Symbol, 'metadata');

/** The metadata object that standard decorators of `type` (and its ancestors, by prototype) have filled. */
export function standardMetadataOf(type: object): Record<PropertyKey, unknown> | undefined {
  return Reflect.get(type, SYMBOL_METADATA);
}
