import { Get } from '@portico/common';
import type { FastifySchema } from 'fastify';
import { expectTypeOf } from 'vitest';
import { z } from 'zod';
import { RouteSchema } from './index.js';

class Cat {
  name!: string;
}
const cat = z.object({ name: z.string() });

expectTypeOf(RouteSchema).parameters.toEqualTypeOf<[schema: FastifySchema]>();
expectTypeOf(RouteSchema({ response: {} }).KEY).toEqualTypeOf<string>();

class CatsController {
  @RouteSchema({ response: { '2xx': cat, 404: { type: 'object' } } }) @Get('zod') zod() {}
  @RouteSchema({ response: { 200: [Cat] } }) @Get('list') list() {}
  @RouteSchema({ response: { 200: { description: 'a cat', content: { 'application/json': { schema: Cat } } } } })
  @Get('content')
  content() {}
}
expectTypeOf<CatsController>().toHaveProperty('list');

// @ts-expect-error a response schema belongs to `response`
RouteSchema({ responses: { 200: cat } });
// @ts-expect-error schemas of requests and replies are in one object
RouteSchema([cat]);
