import fc, { type Arbitrary } from 'fast-check';
import { cors, preflight } from './arbitrary-cors.js';
import { body, enhancers, fileParameter, form, parameter, plainReply, reply, upload } from './arbitrary-handling.js';
import { controllerPath, method, middleware, routePath, routeRef, twist, use, version } from './arbitrary-paths.js';
import type {
  ControllerCase,
  Enhancers,
  HttpCase,
  HttpRequest,
  Method,
  ModuleCase,
  RawKind,
  RouteCase,
} from './case.js';
import { each, few, of, sparse } from './sparse.js';

/** A case with all features at once, of which `features.ts` leaves a few. */
export interface HttpSketch extends Omit<HttpCase, 'modules'> {
  readonly modules: readonly ModuleSketch[];
}

export interface ModuleSketch extends Omit<ModuleCase, 'controllers'> {
  readonly controllers: readonly ControllerSketch[];
}

export interface ControllerSketch extends Omit<ControllerCase, 'routes'> {
  readonly routes: readonly RouteSketch[];
}

export interface RouteSketch extends RouteCase {
  /** What the route is if the case has uploads. */
  readonly form?: Pick<RouteCase, 'method' | 'reply' | 'upload' | 'parameters'>;
}

const raw = of<RawKind>(
  'http10',
  'noHost',
  'asterisk',
  'badHeader',
  'badMethod',
  'utf8Path',
  'connect',
  'pipelined',
  'badLength',
  'twoLengths',
  'badChunk',
  'expect',
);

const queries = of(
  '?q=1',
  '?q=1&q=2',
  '?q[a]=1',
  '?q=',
  '?q=1,2',
  '?id=5&name=n',
  '?q=%zz',
  '?__proto__[x]=1',
  '?q=a%20b+c',
  '?',
);

const route = sparse<RouteSketch>(
  { method, path: routePath, reply: fc.oneof(plainReply, reply) },
  {
    version: [25, version],
    parameters: [50, few(parameter, 3)],
    code: [15, of(201, 202, 204, 304, 400)],
    header: [15, fc.constant(true)],
    redirect: [8, fc.constant(true)],
    form: [
      60,
      sparse<NonNullable<RouteSketch['form']>>(
        { method: of<Method>('POST', 'PUT', 'ALL'), reply: of('echo', 'text', 'throwHttp'), upload },
        { parameters: [90, few(fileParameter, 3)] },
      ),
    ],
    ...each(20, enhancers),
  },
);

const controller = sparse<ControllerSketch>(
  { path: controllerPath, routes: fc.array(route, { minLength: 1, maxLength: 3 }) },
  {
    version: [40, version],
    host: [40, of('h.test', ':sub.h.test')],
    requestScoped: [50, fc.constant(true)],
    ...each(20, enhancers),
  },
);

const module = sparse<ModuleSketch>(
  { controllers: fc.array(controller, { minLength: 1, maxLength: 2 }) },
  { path: [25, of('m', '/m/', ':mod')], middleware: [80, few(middleware)] },
);

const request = sparse<HttpRequest>(
  { route: fc.nat({ max: 5 }) },
  {
    method: [30, of('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE')],
    withoutPrefix: [20, fc.constant(true)],
    versions: [70, fc.array(of('1', '2', '3'), { minLength: 1, maxLength: 2 })],
    value: [30, of('x', 'a', '%20', 'a%2Fb', '%C3%BC', 'true')],
    withOptional: [40, fc.constant(true)],
    twists: [40, few(twist)],
    query: [25, queries],
    host: [50, of('h.test', 's.h.test', 'h.test:80', 'H.TEST')],
    body: [40, fc.oneof({ withCrossShrink: true }, { weight: 1, arbitrary: body }, { weight: 1, arbitrary: form })],
    origin: [70, of('http://a.test', 'http://x.b.test', 'http://c.test', 'null')],
    preflight: [30, preflight],
    accept: [8, of('text/html', 'application/json', 'text/event-stream')],
    raw: [30, raw],
  },
);

export const sketch: Arbitrary<HttpSketch> = sparse<HttpSketch>(
  {
    modules: fc.array(module, { minLength: 1, maxLength: 2 }),
    requests: fc.array(request, { minLength: 1, maxLength: 6 }),
  },
  {
    prefix: [80, sparse({ path: of('api', ':tenant', 'api/:tenant', '/api/') }, { exclude: [70, few(routeRef)] })],
    versioning: [
      95,
      sparse(
        { type: of('uri', 'header', 'media', 'custom') },
        { defaultVersion: [40, version], prefix: [15, of<string | false>('ver', false)] },
      ),
    ],
    global: [40, sparse<Enhancers>({}, { ...each(50, enhancers), provided: [30, fc.constant(true)] })],
    uses: [40, few(use)],
    rawBody: [25, fc.constant(true)],
    cors: [95, cors],
    methodNotAllowed: [30, fc.constant(true)],
  },
);
