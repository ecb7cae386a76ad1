import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defineMessages } from './index.js';

it('sets the name of each message, and keeps its arguments', () => {
  const body = z.string();
  const said = z.number();
  const chat = defineMessages({ say: { body }, constructor: {} }, { said });
  expect(Object.keys(chat)).toEqual(['say', 'constructor']);
  expect(chat.say).toEqual({ event: 'say', shape: { body } });
  expect(chat.constructor.event).toBe('constructor');
  expect(chat.say['~messages']).toBe(chat['~messages']);
  expect(chat['~messages']).toEqual({ messages: { say: { body }, constructor: {} }, events: { said } });
  expect('toString' in chat).toBe(false);
  expect(() => Object.assign(chat, { other: 1 })).toThrow(TypeError);
});

it('is smaller than 1 kB in a browser, and loads no code of the server', async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'index.ts'),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  expect(output).toHaveLength(1);
  expect(output[0].imports).toEqual([]);
  expect(gzipSync(output[0].code).length).toBeLessThan(1_000);
});
