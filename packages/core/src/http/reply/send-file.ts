import type { ServerResponse } from 'node:http';
import type { StreamableFile } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';

/** Told by what it does, since the class may be that of another copy of the package. */
export function isStreamableFile(value: unknown): value is StreamableFile {
  if (typeof value !== 'object' || value === null) return false;
  const file = value as Partial<StreamableFile>;
  return typeof file.getStream === 'function' && typeof file.getHeaders === 'function';
}

/**
 * Sends a `StreamableFile`. Its type, disposition and length become headers unless the route set
 * them; a source that fails before its first byte is an exception like any other.
 */
export function sendFile(
  adapter: AbstractHttpAdapter,
  response: unknown,
  file: StreamableFile,
  onError: (error: Error) => void,
): void {
  const { type, disposition, length } = file.getHeaders();
  const added: string[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value === undefined || adapter.getHeader(response, name) !== undefined) return;
    adapter.setHeader(response, name, value);
    added.push(name);
  };
  add('content-type', type);
  add('content-length', length === undefined ? undefined : String(length));
  for (const value of [disposition].flat()) add('content-disposition', value);

  adapter.replyStream(response, file.getStream(), (error) => {
    // The headers of the file would be wrong for the answer that tells of the failure.
    // Not through `takeOver`: the library shall still send that answer.
    const raw = (response as { raw?: ServerResponse }).raw ?? (response as ServerResponse);
    for (const name of added) raw.removeHeader(name);
    onError(error);
  });
}
