import type { Codec } from '../contracts/adapter/codec.js';
import { webSocketError } from '../errors.js';

/**
 * Returns the codecs of an adapter by their subprotocols.
 *
 * @throws FrameworkError `PORTICO_WS_CODEC` if two have the same subprotocol, or one is not a token of HTTP
 * @example
 * this.codecs = codecTable([portico1(), messagePack()]);
 * const codec = this.codecs.get(client.protocol);
 * @see docs/codecs.md
 */
export function codecTable(codecs: readonly Codec[]): ReadonlyMap<string, Codec> {
  const table = new Map<string, Codec>();
  for (const codec of codecs) {
    const { protocol } = codec;
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(protocol)) {
      throw webSocketError(
        'PORTICO_WS_CODEC',
        `A codec has the subprotocol ${JSON.stringify(protocol)}, which cannot be sent in the header Sec-WebSocket-Protocol.`,
        'Use letters, digits, ".", "-" and "_", such as "example.1".',
      );
    }
    if (table.has(protocol)) {
      throw webSocketError(
        'PORTICO_WS_CODEC',
        `Two codecs have the subprotocol "${protocol}", so clients cannot choose between them.`,
        'Pass one of them to the adapter, or change the protocol of the other.',
      );
    }
    table.set(protocol, codec);
  }
  return table;
}
