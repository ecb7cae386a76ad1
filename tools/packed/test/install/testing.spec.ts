import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { Consumer } from '../../src/install/consumer.js';

const installing = inject('installing');

const TEST = `
const { Module } = require('@portico/common');
const { Test } = require('@portico/testing');

class AppModule {}
Module({})(AppModule);

async function main() {
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = module.createNestApplication();
  await app.listen(0);
  const response = await fetch(await app.getUrl());
  console.log(app.getHttpAdapter().getType(), response.status);
  await app.close();
}
void main();
`;

it.each([
  ['@portico/platform-express', 'express'],
  ['@portico/platform-fastify', 'fastify'],
])('a testing module finds %s', async (platform, type) => {
  const { folder, npmrc } = installing;
  const consumer = Consumer.in(join(folder, `testing-on-${type}`), npmrc);
  await consumer.install([
    '@portico/common',
    '@portico/core',
    '@portico/testing',
    platform,
    'reflect-metadata',
    'rxjs',
  ]);
  consumer.write('test.cjs', TEST);
  expect(await consumer.node('test.cjs')).toEqual({ code: 0, stdout: `${type} 404\n`, stderr: '' });
});
