import { numberOption } from '@portico/common/internal';
import type { Codec } from '../contracts/adapter/codec.js';
import type { FrameFormat } from './frame-format.js';
import { Portico1Reader } from './portico1-reader.js';

/** The options of {@link portico1} and {@link messagePack}. */
export interface Portico1Options {
  /**
   * How many requests of one client may be open at the same time; further requests fail with `Too many requests`.
   * Default: 1,024.
   */
  readonly maxOpenRequests?: number | undefined;
}

const DEFAULT_MAX_OPEN_REQUESTS = 1_024;

const JSON_FORMAT: FrameFormat = {
  encode: (frame) => JSON.stringify(frame),
  decode: (frame) => {
    if (typeof frame !== 'string') throw new TypeError('Frames of portico.1 must be text');
    return JSON.parse(frame);
  },
};

/**
 * Creates the codec of the subprotocol `portico.1`: requests with replies, streams that can be cancelled, and errors
 * that belong to their request.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER` for an option that is not a valid number
 * @example
 * new WsAdapter(app, { codecs: [portico1({ maxOpenRequests: 64 })] });
 * @see docs/protocol.md
 */
export function portico1(options: Portico1Options = {}): Codec {
  return portico1Codec('portico.1', JSON_FORMAT, options);
}

/** Creates the codec of the same protocol in frames of another format. */
export function portico1Codec(protocol: string, format: FrameFormat, options: Portico1Options): Codec {
  const maxOpenRequests = numberOption(`The codec ${protocol}`, 'maxOpenRequests', options.maxOpenRequests, {
    kind: 'count',
    default: DEFAULT_MAX_OPEN_REQUESTS,
  });
  return {
    protocol,
    open: (channel) => new Portico1Reader(channel, format, maxOpenRequests),
    encodeEvent: (event, data, offset) =>
      format.encode(offset === undefined ? { event, data } : { event, data, offset }),
  };
}
