import type { IncomingMessage } from 'node:http';

/** What gateways ask the HTTP platform of their application; adapters of the application's own need not know it. */
export interface HttpPlatform {
  clientAddressOf?(request: IncomingMessage): string | undefined;
  usesCookies?(): boolean;
}

/** The HTTP platform of an application; `undefined` in an application context. */
export function httpPlatformOf(application: object): HttpPlatform | undefined {
  const { getHttpAdapter }: { readonly getHttpAdapter?: () => HttpPlatform | undefined } = application;
  return getHttpAdapter?.call(application);
}
