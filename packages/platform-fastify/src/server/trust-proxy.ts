import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import type { FastifyServerOptions } from 'fastify';

/** Whether an address is that of a proxy whose `X-Forwarded-For` is used. */
export type TrustProxy = (address: string, hop: number) => boolean;

/** Returns the function that Fastify creates from its option `trustProxy`; `undefined` if it trusts no proxy. */
export function trustProxy(option: FastifyServerOptions['trustProxy']): TrustProxy | undefined {
  if (!option) return undefined;
  if (typeof option === 'function') return option;
  if (option === true) return () => true;
  // A number of proxies has no effect in Fastify either.
  if (typeof option === 'number') return undefined;
  const addresses = typeof option === 'string' ? option.split(',').map((address) => address.trim()) : option;
  return proxyAddr.compile(addresses);
}

/** Returns the address of the client behind the trusted proxies. */
export function proxyAddress(request: IncomingMessage, trusts: TrustProxy): string {
  return proxyAddr(request, trusts);
}
