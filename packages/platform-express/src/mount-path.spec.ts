import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { ExpressAdapter } from './adapter.js';
import { mountPath } from './mount-path.js';

@Module({})
class EmptyModule {}

it.each<[string, string, boolean]>([
  ['/admin', '/admin', true],
  ['admin', '/admin/users', true],
  ['/admin', '/%61dmin/users', true],
  ['/admin', '//ADMIN', true],
  ['/admin', '/administrators', false],
  ['/admin/users', '/admin//users', true],
  ['/größe', '/gr%c3%b6%C3%9Fe', true],
  ['/gr%C3%B6%C3%9Fe', '/gr%C3%B6%C3%9Fe/a', true],
  ['/c.d', '/cxd', false],
  ['/100%', '/100%25', true],
])('the path %s is at %s: %s', (path, url, isMatched) => {
  expect((mountPath(path, false) as RegExp).test(url)).toBe(isMatched);
});

it('compares letters as the application says', () => {
  expect((mountPath('/admin', true) as RegExp).test('/ADMIN')).toBe(false);
  expect((mountPath('/größe', true) as RegExp).test('/gr%c3%B6%c3%9fe')).toBe(true);
});

it.each([
  ['/cats/:id', '/cats/:id'],
  ['größe/:id', '/gr%C3%B6%C3%9Fe/:id'],
  ['{/:id}', '{/:id}'],
  ['', '/'],
  ['/', '/'],
])('the path %s is mounted as %s', (path, mounted) => {
  expect(mountPath(path, false)).toBe(mounted);
});

it('mounts an Express application, which knows its path', async () => {
  const app = await NestFactory.create(EmptyModule, new ExpressAdapter(), { logger: false });
  onTestFinished(() => app.close());
  const inner = express();
  inner.get('/where', (_request, response) => void response.send(inner.mountpath));
  app.use('inner', inner);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}/inner/where`);
  expect(await reply.text()).toBe('/inner');
});
