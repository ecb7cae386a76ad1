import { createParameterDecorator, RouteParamtypes } from '@portico/common/internal';

/**
 * Injects the acknowledgement callback of the message; `undefined` if the client did not request an acknowledgement,
 * and on platforms without acknowledgements. The handler has to call it: its result is not sent as an acknowledgement.
 *
 * @example handleEvent(\@MessageBody() data: string, \@Ack() ack: (response: { status: string }) => void) {}
 * @see docs/gateways.md
 */
export function Ack(): ParameterDecorator {
  return createParameterDecorator('Ack', RouteParamtypes.ACK);
}
