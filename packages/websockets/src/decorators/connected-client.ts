import type { PipeTransform, Type } from '@portico/common';
import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

/**
 * Injects the client that sent the message, connects or has disconnected; the same on every platform. For handlers and
 * hooks.
 *
 * @example
 * async handleConnection(\@ConnectedClient() client: GatewayClient) { await client.join('news'); }
 * @see docs/rooms.md
 */
export function ConnectedClient(...pipes: (Type<PipeTransform> | PipeTransform)[]): ParameterDecorator {
  return createParameterDecorator('ConnectedClient', RouteParamtypes.CONNECTED_CLIENT, pipes);
}
