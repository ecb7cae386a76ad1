import type { AsyncApiGatewayOptions } from './gateway-options.js';
import { writeClassFact } from './metadata.js';

/**
 * Describes a gateway for AsyncAPI documents.
 *
 * @example
 * \@AsyncApiGateway({ summary: 'The chat.', events: { said: SaidDto } })
 * \@WebSocketGateway()
 * export class ChatGateway {}
 * @see docs/asyncapi.md
 */
export function AsyncApiGateway(options: AsyncApiGatewayOptions): (target: Function, context?: unknown) => void {
  return (target) => writeClassFact('portico:asyncapi:gateway', options, target);
}
