import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DevelopmentCertificate } from './certificate/development-certificate.js';
import { addressesInTheNetwork } from './certificate/hosts-of-this-machine.js';
import type { Running } from './servers/running.js';
import type { Settings } from './settings.js';

/** Prints the addresses of the sample, and explains the warning of browsers about its certificate. */
export function announce(running: Running, { http, servers }: Settings, certificate: DevelopmentCertificate): void {
  const [port, httpsPort] = [portOf(running.httpServer), portOf(running.httpsServer)];
  const madeBy = servers === 'own' ? 'its own servers' : 'one call of app.listen()';
  const lines = [
    'The same application, twice:',
    `  http://localhost:${port}`,
    `  https://localhost:${httpsPort}`,
    ...addressesInTheNetwork().map(
      (host) => `  from another device: http://${host}:${port}  https://${host}:${httpsPort}`,
    ),
    `  running on ${http}, with ${madeBy} (choose: HTTP=express|fastify SERVERS=application|own)`,
    `  certificate: ${certificate.file}${certificate.isNew ? ' (new)' : ''}`,
    '  It signs itself, so the browser warns before it opens https: go on to the page, for development that is fine.',
    '  Ctrl-C stops both servers, once requests in flight are answered',
  ];
  console.log(`\n${lines.join('\n')}\n`);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
