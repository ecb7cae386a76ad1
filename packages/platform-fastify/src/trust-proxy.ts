import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyServerOptions } from 'fastify';

/** Whether an address is that of a proxy whose `X-Forwarded-For` counts. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** What Fastify makes of its option `trustProxy`; `undefined` if it trusts none. */
export function trustProxy(option: FastifyServerOptions['trustProxy']): TrustProxy | undefined {
  if (!option) return undefined;
  if (typeof option === 'function') return option;
  if (option === true) return () => true;
  // A number of proxies has no effect in Fastify either.
  if (typeof option === 'number') return undefined;
  const addresses = typeof option === 'string' ? option.split(',').map((address) => address.trim()) : option;
  return proxyAddr.compile(addresses);
}

/** The address of the client behind the trusted proxies. */
export function proxyAddress(request: IncomingMessage, trusts: TrustProxy): string {
  return proxyAddr(request, trusts);
}
