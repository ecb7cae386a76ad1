import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { expect, it } from 'vitest';
import { describeApplication } from './application.fixture.js';

const { cert, key } = TEST_CERTIFICATE;

function prepare(folder: string): Record<string, string> {
  mkdirSync(join(folder, 'secrets'), { recursive: true });
  writeFileSync(join(folder, 'secrets/private-key.pem'), key);
  writeFileSync(join(folder, 'secrets/public-certificate.pem'), cert);
  return {};
}

/** Sends a request, and verifies the certificate. */
function getSecurely<T>(url: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca: cert, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve(JSON.parse(body) as T));
    });
    sent.on('error', reject).end();
  });
}

describeApplication(
  'seed/servers',
  (application) => {
    it('serves HTTPS, and notifies when it listens', async () => {
      expect(await getSecurely(application().url)).toEqual({
        type: application().platform,
        instance: 'function',
        listening: true,
        events: ['HTTP server is listening'],
      });
    });
  },
  { args: ['https'], prepare },
);

describeApplication(
  'seed/servers',
  (application) => {
    it('serves on several servers that the application created', async () => {
      const [plain = '', encrypted = ''] = application().url.split(' ');
      expect(await (await fetch(plain)).json()).toMatchObject({ type: 'express' });
      expect(await getSecurely(encrypted)).toMatchObject({ type: 'express' });
    });
  },
  { args: ['several'], prepare, platforms: ['express'] },
);
