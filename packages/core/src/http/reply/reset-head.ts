import { type ServerResponse, STATUS_CODES } from 'node:http';

/** Members that Node does not document. */
interface Undocumented {
  _hasBody?: boolean;
}

/**
 * Makes a response usable again after Node has refused to write its head, for example because of an invalid header. Node
 * keeps the reason phrase of the refused status, and after 204 and 304 it would write no body: the error response would
 * have a wrong phrase, and its length would make clients misread the response that follows. `Trailer` is removed, which
 * Node refuses in a response of known length.
 *
 * @param response the response of Node
 * @example
 * try {
 *   response.writeHead(status, headers);
 * } catch (error) {
 *   resetHead(response);
 *   throw error;
 * }
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function resetHead(response: ServerResponse): void {
  if (response.headersSent) return;
  response.removeHeader('trailer');
  const undocumented: ServerResponse & Undocumented = response;
  // Responses of HTTP/2 have neither a reason phrase nor this member.
  if (undocumented._hasBody === undefined) return;
  undocumented._hasBody = response.req.method !== 'HEAD';
  if (response.statusMessage === STATUS_CODES[response.statusCode]) response.statusMessage = '';
}
