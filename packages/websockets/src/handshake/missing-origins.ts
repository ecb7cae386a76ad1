import type { FrameworkError } from '@portico/common/internal';
import type { HttpPlatform } from '../connections/http-platform.js';
import { webSocketError } from '../errors.js';

/** The options of a gateway, which may restrict the origins of its clients. */
interface OpenGateway {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Returns the error for gateways that accept every page although cookies are used. Browsers send cookies with the WebSockets of any page. */
export function missingOrigins(
  gateways: readonly OpenGateway[],
  platform: HttpPlatform | undefined,
): FrameworkError | undefined {
  const isCookieUsed = platform?.usesCookies?.() === true;
  const open = gateways.filter(({ options }) => !decidesItself(options) && (isCookieUsed || options['cookie']));
  if (open.length === 0) return undefined;
  return webSocketError(
    'PORTICO_WS_ORIGINS',
    `The application uses cookies or sessions, and pages of every site can connect to ${open.map(({ name }) => name).join(', ')} with the cookies of the user.`,
    "Set the origins whose pages may connect, @WebSocketGateway({ origins: 'same-origin' }), or origins: '*' if no handler trusts cookies.",
  );
}

/** The options `verifyClient` of ws and `allowRequest` of socket.io may check the origin as well. */
function decidesItself({ origins, verifyClient, allowRequest }: OpenGateway['options']): boolean {
  return [origins, verifyClient, allowRequest].some((option) => option !== undefined && option !== null);
}
