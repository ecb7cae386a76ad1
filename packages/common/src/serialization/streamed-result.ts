import { StreamableFile } from './streamable-file.js';

/** Results that serializers skip: files, a web `Response`, and streams of Node and of the web. */
export function isStreamed(result: object): boolean {
  const { [Symbol.toStringTag]: tag }: { readonly [Symbol.toStringTag]?: unknown } = result;
  if (tag === 'Response' || result instanceof StreamableFile) return true;
  return isIterated(result) && ('pipe' in result || 'getReader' in result);
}

/** Results whose values are sent one after the other, such as async generators. */
export function isIterated(result: object): result is AsyncIterable<unknown> {
  return Symbol.asyncIterator in result;
}
