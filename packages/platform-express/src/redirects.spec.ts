import { Body, Controller, Module, Post, Redirect } from '@portico/common';
import { NestFactory } from '@portico/core';
import { expect, it, onTestFinished } from 'vitest';
import { ExpressAdapter } from './adapter.js';

@Controller()
class RedirectController {
  @Redirect() @Post() to(@Body('url') url: string) {
    return { url };
  }
}

@Module({ controllers: [RedirectController] })
class RedirectModule {}

it.each([
  ['/kept%20escape?a=b&c=%C3%A4#x', '/kept%20escape?a=b&c=%C3%A4#x'],
  ['/a b"<>`{}', '/a%20b%22%3C%3E%60%7B%7D'],
  // Browsers read a backslash as a slash, so that this would be the URL of another site.
  ['/\\example.com', '/%5Cexample.com'],
  ['/^|', '/%5E%7C'],
  ['/100%', '/100%25'],
  ['/half \ud83d of a character', '/half%20%EF%BF%BD%20of%20a%20character'],
  ['/ä😀', '/%C3%A4%F0%9F%98%80'],
])('a redirect percent-encodes what a header or a browser would misread: %j', async (url, location) => {
  const app = await NestFactory.create(RedirectModule, new ExpressAdapter(), { logger: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const reply = await fetch(await app.getUrl(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
    redirect: 'manual',
  });
  expect([reply.status, reply.headers.get('location')]).toEqual([302, location]);
});
