import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { INestApplication } from '@portico/common';
import type { Settings } from './settings.js';

/** Prints the addresses of the chat: on this machine, and for other devices in the same network. */
export function announce(app: INestApplication, { http }: Settings): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const lines = [`Portico chat is ready: http://localhost:${port}`];
  for (const host of hostsInTheNetwork()) lines.push(`  from another device: http://${host}:${port}`);
  lines.push(`  over socket.io; over native WebSockets: http://localhost:${port}/?over=ws`);
  lines.push(`  try its messages and watch its clients: http://localhost:${port}/devtools`);
  lines.push(`  its messages as an AsyncAPI document: http://localhost:${port}/asyncapi`);
  lines.push(`  running on ${http} (choose: HTTP=express|fastify)`);
  lines.push('  Ctrl-C stops it');
  console.log(`\n${lines.join('\n')}\n`);
}

function hostsInTheNetwork(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
