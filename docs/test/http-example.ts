import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { get as getSecurely } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@portico/common';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { afterAll } from 'vitest';

/** Lets the examples of this file, which are imported unchanged, use free ports and a valid certificate. */
export function prepareExamples(): void {
  Logger.overrideLogger(false);
  const folder = mkdtempSync(join(tmpdir(), 'portico-docs-'));
  const files = { KEY_FILE: join(folder, 'key.pem'), CERT_FILE: join(folder, 'certificate.pem') };
  writeFileSync(files.KEY_FILE, TEST_CERTIFICATE.key);
  writeFileSync(files.CERT_FILE, TEST_CERTIFICATE.cert);
  Object.assign(process.env, files, { PORT: '0', HTTPS_PORT: '0' });
  afterAll(() => rmSync(folder, { recursive: true }));
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A request to this machine; over HTTPS by a client that verifies the certificate. */
export function ask(protocol: 'http' | 'https', port: number, path = '/'): Promise<{ status?: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: 'localhost', port, path, ca: TEST_CERTIFICATE.cert, agent: false as const };
    const request = protocol === 'https' ? getSecurely(options) : get(options);
    request.on('error', reject).on('response', async (response: IncomingMessage) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode as number, text });
    });
  });
}
