import type { ClientProtocol } from '@portico/websockets/adapters';
import { argumentsDialect } from './arguments.js';
import type { Dialect } from './dialect.js';
import { framesDialect, portico1Dialect } from './frames.js';
import { jsonRpcDialect } from './json-rpc.js';

/**
 * Returns the dialects of the clients of an adapter. The documented frames are omitted if there is `portico.1`, whose frames are the
 * same with an optional `id`.
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
