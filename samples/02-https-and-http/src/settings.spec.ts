import { expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.js';

const unlessTold = {
  http: 'express',
  servers: 'application',
  port: 3000,
  httpsPort: 3443,
  certificateFolder: '.certificate',
};

it('has defaults for all settings', () => {
  expect(readSettings({})).toEqual(unlessTold);
  expect(readSettings({ HTTP: '', SERVERS: '', PORT: '', HTTPS_PORT: '', CERTIFICATE_FOLDER: '' })).toEqual(unlessTold);
});

it('reads the environment variables', () => {
  const env = { HTTP: 'Fastify', SERVERS: 'own', PORT: '8080', HTTPS_PORT: '8443', CERTIFICATE_FOLDER: 'certs' };
  expect(readSettings(env)).toEqual({
    http: 'fastify',
    servers: 'own',
    port: 8080,
    httpsPort: 8443,
    certificateFolder: 'certs',
  });
});

it.each([
  ['HTTP', 'koa', 'HTTP=koa is not known', 'express or fastify'],
  ['SERVERS', 'three', 'SERVERS=three is not known', 'application or own'],
  ['PORT', '70000', 'PORT=70000 is not a port number', 'PORT=3001'],
  ['HTTPS_PORT', 'tls', 'HTTPS_PORT=tls is not a port number', 'HTTPS_PORT=3444'],
])('rejects %s=%s, and says what to write instead', (name, value, ...sentences) => {
  expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
  for (const sentence of sentences) expect(() => readSettings({ [name]: value })).toThrow(sentence);
});
