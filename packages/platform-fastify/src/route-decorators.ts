import { applyDecorators, type CustomDecorator, SetMetadata } from '@portico/common';
import { Reflector } from '@portico/core';
import { PlatformOptions } from '@portico/core/adapters';
import type { FastifyContextConfig, FastifySchema, RouteShorthandOptions } from 'fastify';

const ROUTE_CONFIG = '__fastify_route_config__';
const ROUTE_CONSTRAINTS = '__fastify_route_constraints__';
const ROUTE_SCHEMA = '__fastify_route_schema__';

/** The part of Fastify's route options that decorators of a handler set. */
export interface DecoratedRouteOptions {
  config?: (FastifyContextConfig & Record<string, unknown>) | undefined;
  constraints?: NonNullable<RouteShorthandOptions['constraints']> | undefined;
  schema?: FastifySchema | undefined;
}

/**
 * Sets the route config of Fastify, which plugins and hooks read from `request.routeOptions.config`.
 *
 * @example
 * @RouteConfig({ rateLimit: { max: 5 } })
 * @Get()
 * index() {}
 *
 * @see https://docs.nestjs.com/techniques/performance#route-config
 */
export function RouteConfig(config: any): CustomDecorator<string> {
  return routeOption(ROUTE_CONFIG, config);
}

/**
 * Sets the route constraints of Fastify, such as a host or a custom strategy.
 *
 * @example
 * @RouteConstraints({ host: 'api.example.com' })
 *
 * @see https://docs.nestjs.com/techniques/performance#route-constraints
 */
export function RouteConstraints(
  constraints: NonNullable<RouteShorthandOptions['constraints']>,
): CustomDecorator<string> {
  return routeOption(ROUTE_CONSTRAINTS, constraints);
}

/**
 * Sets the route schema of Fastify: it validates requests, and Fastify compiles serializers for replies from it. Under
 * `response`, a schema is a JSON Schema, a schema of a library that implements Standard JSON Schema (Zod, Valibot, ArkType),
 * a class with rules of class-validator, or a list of one of these: `[Cat]`. Properties that it does not name are not sent.
 *
 * @throws FrameworkError `PORTICO_FASTIFY_ROUTE_SCHEMA` at start-up, if Fastify cannot use a schema
 *
 * @example
 * @RouteSchema({ response: { '2xx': z.object({ id: z.number(), name: z.string() }) } })
 * @Get(':id')
 * find() {}
 */
export function RouteSchema(schema: FastifySchema): CustomDecorator<string> {
  return routeOption(ROUTE_SCHEMA, schema);
}

function routeOption(key: string, value: unknown): CustomDecorator<string> {
  const decorate = applyDecorators(SetMetadata(key, value), PlatformOptions('fastify'));
  return Object.assign(decorate, { KEY: key });
}

const reflector = new Reflector();

/** Returns the metadata of the decorators above on a handler. */
export function readRouteOptions(handler: Function): DecoratedRouteOptions {
  const config: DecoratedRouteOptions['config'] = reflector.get(ROUTE_CONFIG, handler);
  const constraints: DecoratedRouteOptions['constraints'] = reflector.get(ROUTE_CONSTRAINTS, handler);
  const schema: DecoratedRouteOptions['schema'] = reflector.get(ROUTE_SCHEMA, handler);
  return { ...(config && { config }), ...(constraints && { constraints }), ...(schema && { schema }) };
}
