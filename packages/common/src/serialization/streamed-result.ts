import { StreamableFile } from './streamable-file.js';

/** Results that are streamed, including a web `Response`, which serializers skip. */
export function isStreamed(result: object): boolean {
  return (
    result instanceof StreamableFile ||
    Symbol.asyncIterator in result ||
    (result as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === 'Response'
  );
}
