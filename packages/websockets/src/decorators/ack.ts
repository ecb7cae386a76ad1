import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

/**
 * The acknowledgement callback of the message; `undefined` when the client asked for none, and on
 * platforms without acknowledgements. The handler then acknowledges by itself: what it returns does not.
 *
 * @example handleEvent(\@MessageBody() data: string, \@Ack() ack: (response: { status: string }) => void) {}
 * @see docs/gateways.md
 */
export function Ack(): ParameterDecorator {
  return createParameterDecorator('Ack', RouteParamtypes.ACK);
}
