import { StreamableFile } from './streamable-file.js';

/** Results that are streamed, including a web `Response`, which serializers skip. */
export function isStreamed(result: object): boolean {
  const { [Symbol.toStringTag]: tag }: { readonly [Symbol.toStringTag]?: unknown } = result;
  return tag === 'Response' || result instanceof StreamableFile || Symbol.asyncIterator in result;
}
