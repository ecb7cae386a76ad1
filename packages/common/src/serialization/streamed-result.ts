import { StreamableFile } from './streamable-file.js';

/** Results that are sent bit by bit, a `Response` of the web too: serializers have nothing to look at. */
export function isStreamed(result: object): boolean {
  return (
    result instanceof StreamableFile ||
    Symbol.asyncIterator in result ||
    (result as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Response'
  );
}
