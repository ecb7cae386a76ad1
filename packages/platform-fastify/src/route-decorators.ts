import { type CustomDecorator, SetMetadata } from '@portico/common';
import { Reflector } from '@portico/core';
import type { FastifyContextConfig, FastifySchema, RouteShorthandOptions } from 'fastify';

const ROUTE_CONFIG = '__fastify_route_config__';
const ROUTE_CONSTRAINTS = '__fastify_route_constraints__';
const ROUTE_SCHEMA = '__fastify_route_schema__';

/** The part of Fastify's route options that decorators of a handler set. */
export interface DecoratedRouteOptions {
  config?: FastifyContextConfig & Record<string, unknown>;
  constraints?: NonNullable<RouteShorthandOptions['constraints']>;
  schema?: FastifySchema;
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
  return SetMetadata(ROUTE_CONFIG, config);
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
  return SetMetadata(ROUTE_CONSTRAINTS, constraints);
}

/**
 * Sets the route schema of Fastify: it validates requests, and Fastify compiles serializers for replies from it.
 *
 * @example
 * @RouteSchema({ response: { 200: { type: 'object', properties: { id: { type: 'number' } } } } })
 */
export function RouteSchema(schema: FastifySchema): CustomDecorator<string> {
  return SetMetadata(ROUTE_SCHEMA, schema);
}

const reflector = new Reflector();

/** The metadata of the decorators above on a handler. */
export function readRouteOptions(handler: Function): DecoratedRouteOptions {
  const config: DecoratedRouteOptions['config'] = reflector.get(ROUTE_CONFIG, handler);
  const constraints: DecoratedRouteOptions['constraints'] = reflector.get(ROUTE_CONSTRAINTS, handler);
  const schema: DecoratedRouteOptions['schema'] = reflector.get(ROUTE_SCHEMA, handler);
  return { ...(config && { config }), ...(constraints && { constraints }), ...(schema && { schema }) };
}
