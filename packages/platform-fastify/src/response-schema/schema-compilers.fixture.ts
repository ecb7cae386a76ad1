import 'reflect-metadata';
import { createRequire } from 'node:module';
import { Controller, Get, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '../adapter.js';
import { RouteSchema } from '../route-decorators.js';

/** Starts an application with or without a schema, and prints which compilers of schemas have been loaded. */

const [schema] = process.argv.slice(2);

@Controller()
class Greeting {
  @RouteSchema(
    schema === 'response'
      ? { response: { 200: { type: 'object', properties: { text: { type: 'string' } } } } }
      : schema === 'query'
        ? { querystring: { type: 'object', properties: { name: { type: 'string' } } } }
        : {},
  )
  @Get()
  greet() {
    return { text: 'hello' };
  }
}

@Module({ controllers: [Greeting] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(0);
const response = await fetch(await app.getUrl());
const files = Object.keys(createRequire(import.meta.url).cache);
const loaded = ['ajv-compiler', 'fast-json-stringify-compiler'].filter((name) =>
  files.some((file) => file.includes(`/@fastify/${name}/`)),
);
console.log(JSON.stringify({ reply: await response.json(), loaded }));
await app.close();
