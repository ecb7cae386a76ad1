import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@portico/common';

/** What gateways ask the HTTP platform of their application; adapters of the application's own need not know it. */
export interface HttpPlatform {
  clientAddressOf?(request: IncomingMessage): string | undefined;
  usesCookies?(): boolean;
}

/** The HTTP platform of an application; `undefined` in an application context. */
export function httpPlatformOf(application: INestApplicationContext): HttpPlatform | undefined {
  const { getHttpAdapter } = application as { getHttpAdapter?: () => HttpPlatform | undefined };
  return getHttpAdapter?.call(application);
}
