import { expect, it } from 'vitest';
import { readSettings, SettingsError } from '../src/settings.js';

it('has defaults for all settings', () => {
  expect(readSettings({})).toMatchObject({ port: 3000, tokenSeconds: 30, serviceKey: 'let-me-in' });
});

it.each([
  [{ PORT: 'three' }, 'PORT=three is not a whole number from 0 to 65535'],
  [{ TOKEN_SECONDS: '0' }, 'TOKEN_SECONDS=0 is not a whole number from 1 to 86400'],
  [{ TOKEN_SECRET: 'short' }, 'at least 32 characters'],
])('says what is wrong with %j', (variables, message) => {
  expect(() => readSettings(variables)).toThrow(message);
  expect(() => readSettings(variables)).toThrow(SettingsError);
});
