import { expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.js';

it('uses Express and port 3000 by default', () => {
  expect(readSettings({})).toEqual({ http: 'express', port: 3000 });
  expect(readSettings({ HTTP: '', PORT: '' })).toEqual({ http: 'express', port: 3000 });
});

it('reads the environment variables', () => {
  expect(readSettings({ HTTP: 'Fastify', PORT: '8080' })).toEqual({ http: 'fastify', port: 8080 });
});

it.each([
  ['HTTP', 'koa', 'HTTP=koa is not a platform of this sample', 'express or fastify', 'HTTP=fastify npm start'],
  ['PORT', '70000', 'PORT=70000 is not a port number', '1 to 65535', 'PORT=3001 npm start'],
  ['PORT', '30.5', 'PORT=30.5 is not a port number', '1 to 65535', 'PORT=3001 npm start'],
  ['PORT', 'http', 'PORT=http is not a port number', '1 to 65535', 'PORT=3001 npm start'],
])('rejects %s=%s, and says what to write instead', (name, value, ...sentences) => {
  expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
  for (const sentence of sentences) expect(() => readSettings({ [name]: value })).toThrow(sentence);
});
