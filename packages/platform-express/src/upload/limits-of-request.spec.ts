import { Controller, Module, Post, UseInterceptors } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { Request } from 'express';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ExpressAdapter, FileInterceptor } from '../index.js';
import type { MulterOptions } from './multer-options.js';

it('limits that are a function of the request are asked for once, and apply to the form', async () => {
  const limits = vi.fn((request: Request) => ({ formSize: Number(request.headers['x-limit']) }));
  // multer accepts a function, which its types do not show.
  const options = { limits } as unknown as MulterOptions;
  @Controller()
  class Uploads {
    @UseInterceptors(FileInterceptor('file', options)) @Post() store() {
      return 'stored';
    }
  }
  @Module({ controllers: [Uploads] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');

  const statusWithin = async (limit: string): Promise<number> => {
    const body = new FormData();
    body.append('file', new Blob(['abc']), 'a.txt');
    const response = await fetch(await app.getUrl(), { method: 'POST', body, headers: { 'x-limit': limit } });
    await response.arrayBuffer();
    return response.status;
  };
  expect([await statusWithin('1000'), await statusWithin('10')]).toEqual([201, 413]);
  expect(limits).toHaveBeenCalledTimes(2);
});
