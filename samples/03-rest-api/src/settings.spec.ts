import { expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.js';

it('has defaults for all settings', () => {
  const unlessTold = { http: 'express', port: 3000, apiKey: 'let-me-in' };
  expect(readSettings({})).toEqual(unlessTold);
  expect(readSettings({ HTTP: '', PORT: '', API_KEY: ' ' })).toEqual(unlessTold);
});

it('reads the environment variables', () => {
  const settings = { http: 'fastify', port: 8080, apiKey: 'secret' };
  expect(readSettings({ HTTP: 'Fastify', PORT: '8080', API_KEY: 'secret' })).toEqual(settings);
});

it.each([
  ['HTTP', 'koa', 'HTTP=koa is not a platform', 'express or fastify'],
  ['PORT', '70000', 'PORT=70000 is not a port number', 'PORT=3001'],
  ['PORT', 'http', 'PORT=http is not a port number', 'PORT=3001'],
])('rejects %s=%s, and says what to write instead', (name, value, ...sentences) => {
  expect(() => readSettings({ [name]: value })).toThrow(SettingsError);
  for (const sentence of sentences) expect(() => readSettings({ [name]: value })).toThrow(sentence);
});
