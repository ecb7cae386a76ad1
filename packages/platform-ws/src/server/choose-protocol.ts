import type { IncomingMessage } from 'node:http';
import type { Codec } from '@portico/websockets';
import { isResumeToken } from '@portico/websockets/adapters';

type HandleProtocols = (protocols: Set<string>, request: IncomingMessage) => string | false;

/**
 * Accepts the first subprotocol that has a codec, and otherwise the first one, as in ws.
 *
 * @param codecs empty if a subclass decodes the frames itself, without the codecs of `known`
 */
export function chooseProtocol(codecs: ReadonlyMap<string, Codec>, known: ReadonlyMap<string, Codec>): HandleProtocols {
  return (protocols) => {
    for (const protocol of protocols) if (codecs.has(protocol)) return protocol;
    for (const protocol of protocols) if (!known.has(protocol)) return protocol;
    return false;
  };
}

/** Removes the tokens that continue sessions, which are offered together with the subprotocols. */
export function withoutResumeTokens(choose: HandleProtocols): HandleProtocols {
  return (protocols, request) => {
    for (const protocol of protocols) if (isResumeToken(protocol)) protocols.delete(protocol);
    return protocols.size > 0 && choose(protocols, request);
  };
}
