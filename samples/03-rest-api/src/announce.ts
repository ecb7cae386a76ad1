import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@portico/common';
import { DEMO_KEY, type Settings } from './settings.js';

/** Prints the addresses of the API and its page, and the key that changes require. */
export function announce(app: INestApplication, { http, apiKey }: Settings): void {
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const lines = [
    `A page to try everything: ${url}`,
    `  the API: ${url}/api/v2/books`,
    `  the key for changes: ${apiKey === DEMO_KEY ? `${DEMO_KEY} (yours: API_KEY=…)` : 'the one in API_KEY'}`,
    `  running on ${http} (choose: HTTP=express|fastify)`,
    '  Ctrl-C stops it',
  ];
  console.log(`\n${lines.join('\n')}\n`);
}
