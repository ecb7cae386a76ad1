import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { developmentCertificate } from './development-certificate.js';
import { selfSignedCertificate } from './self-signed-certificate.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-certificate-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('creates a certificate once, and reuses it', async () => {
  const first = await developmentCertificate(join(folder, 'new'));
  const second = await developmentCertificate(join(folder, 'new'));
  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(second.cert).toBe(first.cert);
  expect(await readFile(first.file, 'utf8')).toBe(first.cert);
});

it.skipIf(process.platform === 'win32')('makes the key readable only by its owner', async () => {
  await developmentCertificate(folder);
  expect((await stat(join(folder, 'key.pem'))).mode & 0o077).toBe(0);
});

it.each([
  ['ends today', selfSignedCertificate(['localhost'], 0.5)],
  ['belongs to another key', { ...selfSignedCertificate(['a'], 9), key: selfSignedCertificate(['b'], 9).key }],
  ['is none', { key: 'no key', cert: 'no certificate' }],
])('creates a new one if the stored one %s', async (_why, { key, cert }) => {
  await writeFile(join(folder, 'key.pem'), key);
  await writeFile(join(folder, 'certificate.pem'), cert);
  expect(await developmentCertificate(folder)).toMatchObject({ isNew: true });
  expect(await developmentCertificate(folder)).toMatchObject({ isNew: false });
});

it('contains its hosts, and is accepted by a client that trusts it', async () => {
  const { key, cert } = selfSignedCertificate(['localhost', '127.0.0.1', '192.168.1.20'], 9);
  expect(new X509Certificate(cert).subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:192.168.1.20');
  const server = createServer({ key, cert }, (_request, response) => response.end());
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const status = await new Promise((done, failed) => {
    get({ host: '127.0.0.1', port, ca: cert, agent: false }, (response) => done(response.statusCode)).on(
      'error',
      failed,
    );
  });
  expect(status).toBe(200);
  server.close();
});
