import type { ClientProtocol } from '@portico/websockets';
import { argumentsDialect } from './arguments.js';
import type { Dialect } from './dialect.js';
import { framesDialect, portico1Dialect } from './frames.js';
import { jsonRpcDialect } from './json-rpc.js';

/**
 * How clients of an adapter can write messages. The frames of `portico.1` are those that clients without a subprotocol send, with
 * an `id` that is optional, so that one of the two is enough.
 */
export function dialectsOf(protocol: ClientProtocol | undefined): readonly Dialect[] {
  if (!protocol) return [argumentsDialect];
  const { isFramed, subprotocols } = protocol;
  const dialects: Dialect[] = [];
  if (subprotocols.some((each) => each.startsWith('portico.1'))) dialects.push(portico1Dialect);
  else if (isFramed) dialects.push(framesDialect);
  if (subprotocols.includes('jsonrpc')) dialects.push(jsonRpcDialect);
  return dialects.length > 0 ? dialects : [argumentsDialect];
}
