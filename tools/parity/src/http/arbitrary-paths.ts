import fc, { type Arbitrary } from 'fast-check';
import type { Method, MiddlewareBehaviour, MiddlewareCase, RouteRef, Twist, UseCase, Version } from './case.js';
import { few, mostly, of, sparse } from './sparse.js';

/** What determines the route and the middleware of a request. A small alphabet, so that features are combined. */

export const method = mostly<Method>(['GET', 'POST'], ['ALL', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);

const singleVersion = of('1', '2', 'neutral');

export const version: Arbitrary<Version> = fc.oneof(
  { withCrossShrink: true },
  { weight: 3, arbitrary: singleVersion },
  { weight: 1, arbitrary: fc.uniqueArray(singleVersion, { minLength: 1, maxLength: 3 }) },
);

const refPath = of(
  'a',
  'a/x',
  'x',
  '/',
  '*path',
  '{*path}',
  ':id',
  'a/:id',
  'a/*rest',
  'a{/*rest}',
  'api',
  'api/a',
  '/a/',
  'b',
  'm/a',
  'm',
);

export const routeRef: Arbitrary<RouteRef> = fc.oneof(
  { withCrossShrink: true },
  refPath,
  sparse<RouteRef>({ path: refPath, method }, { version: [40, version] }),
);

export const routePath: Arbitrary<string | string[]> = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: of<string | string[]>('', 'x', ':id', '/', 'a', 'x/:id', ':id/x') },
  { weight: 2, arbitrary: of<string | string[]>('*rest', '{*rest}', 'x/*rest', 'x{/:opt}') },
  { weight: 1, arbitrary: of<string | string[]>(['x', 'a'], ['', ':id']) },
);

export const controllerPath: Arbitrary<string | string[]> = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: of<string | string[]>('', 'a', 'x', ':id', 'a/b', '/a/') },
  { weight: 1, arbitrary: of<string | string[]>(['a', 'b'], '*all') },
);

const behaviour = mostly<MiddlewareBehaviour>(['pass'], ['answer', 'throw', 'throwHttp', 'reject', 'nextError'], 3);

export const middleware = sparse<MiddlewareCase>(
  {
    behaviour,
    forRoutes: few(
      fc.oneof(
        { withCrossShrink: true },
        { weight: 4, arbitrary: routeRef as Arbitrary<RouteRef | number> },
        { weight: 1, arbitrary: of(0, 1) },
      ),
    ),
  },
  { asClass: [20, fc.constant(true)], exclude: [35, few(routeRef)] },
);

export const use = sparse<UseCase>({ behaviour }, { path: [60, of('/a', '/', '/api', '/a/:id', '/x', '/v1')] });

export const twist = of<Twist>(
  'upper',
  'trailing',
  'double',
  'leadingDouble',
  'encoded',
  'encodedSlash',
  'absolute',
  'dot',
  'badPercent',
  'semicolon',
  'extra',
  'shorter',
  'fragment',
);
