import type { IncomingMessage } from 'node:http';

/** The methods of an HTTP platform that gateways call. Adapters that an application has written itself may lack them. */
export interface HttpPlatform {
  clientAddressOf?(request: IncomingMessage): string | undefined;
  usesCookies?(): boolean;
}

/** Returns the HTTP platform of an application, or `undefined` for an application context. */
export function httpPlatformOf(application: object): HttpPlatform | undefined {
  const { getHttpAdapter }: { readonly getHttpAdapter?: () => HttpPlatform | undefined } = application;
  return getHttpAdapter?.call(application);
}
