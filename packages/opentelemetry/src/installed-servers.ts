import type { GatewayServerStatus } from '@portico/websockets';

/** The servers of gateways, if the package of gateways is installed. */
export async function installedServers(): Promise<() => Iterable<GatewayServerStatus>> {
  try {
    const { gatewayServers } = await import('@portico/websockets');
    return gatewayServers;
  } catch (error) {
    // Any thrown value: without the property, it is not the error of a missing module.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return () => [];
  }
}
