import type { PipeTransform, Type } from '@portico/common';
import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

/**
 * Injects the platform's socket of the client that sent the message.
 *
 * @example handleEvent(\@MessageBody() data: string, \@ConnectedSocket() client: Socket) {}
 * @see docs/gateways.md
 */
export function ConnectedSocket(...pipes: (Type<PipeTransform> | PipeTransform)[]): ParameterDecorator {
  return createParameterDecorator('ConnectedSocket', RouteParamtypes.REQUEST, pipes);
}
