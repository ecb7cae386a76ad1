import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, it } from 'vitest';
import { selfSignedCertificate } from './self-signed-certificate.js';

it.each(['localhost', '127.0.0.1'])(
  'a client that trusts the certificate talks to %s with verification on',
  async (host) => {
    const { cert, key } = selfSignedCertificate();
    const server = createServer({ cert, key }, (socket) => socket.end('hello')).listen(0, host);
    await once(server, 'listening');
    try {
      const client = connect({ port: (server.address() as AddressInfo).port, host, ca: cert });
      const [data] = await once(client, 'data');
      expect(String(data)).toBe('hello');
      expect(client.authorized).toBe(true);
    } finally {
      server.close();
    }
  },
);

it('names every address of this machine', () => {
  const certificate = new X509Certificate(selfSignedCertificate().cert);
  expect(certificate.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect(certificate.ca).toBe(true);
});
