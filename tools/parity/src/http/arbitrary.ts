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
import { each, few, mostly, type Optional, of, sparse } from './sparse.js';

/** How much of each part of the framework a case has, in percent of the usual chances. */
interface Focus {
  readonly paths: number;
  readonly handling: number;
  readonly uploads: number;
  readonly cors: number;
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

const mixed = cases({ paths: 100, handling: 100, uploads: 20, cors: 20 });
const paths = cases({ paths: 100, handling: 0, uploads: 0, cors: 10 });
const handling = cases({ paths: 0, handling: 100, uploads: 10, cors: 10 });
const uploads = cases({ paths: 0, handling: 30, uploads: 100, cors: 0 });
const origins = cases({ paths: 50, handling: 20, uploads: 0, cors: 100 });

/** Cases with all parts of the framework, and cases with mainly one of them. */
export const httpCase: Arbitrary<HttpCase> = fc.oneof(
  { weight: 4, arbitrary: mixed },
  { weight: 4, arbitrary: paths },
  { weight: 4, arbitrary: handling },
  { weight: 1, arbitrary: uploads },
  { weight: 1, arbitrary: origins },
);

function cases(focus: Focus): Arbitrary<HttpCase> {
  const onPaths = (percent: number, values: Arbitrary<unknown>): Optional => [(percent * focus.paths) / 100, values];
  const onHandling = (percent: number, values: Arbitrary<unknown>): Optional => [
    (percent * focus.handling) / 100,
    values,
  ];
  const handled = each((15 * focus.handling) / 100, enhancers);

  const plainRoute = sparse<RouteCase>(
    {
      method: focus.paths ? method : mostly<Method>(['GET'], ['POST'], 1),
      path: focus.paths ? routePath : of<string>('', ':id', 'x'),
      reply: focus.handling ? fc.oneof(plainReply, reply) : plainReply,
    },
    {
      version: onPaths(15, version),
      parameters: onHandling(50, few(parameter, 3)),
      code: onHandling(8, of(201, 202, 204, 304, 400)),
      header: onHandling(8, fc.constant(true)),
      redirect: onHandling(4, fc.constant(true)),
      ...handled,
    },
  );

  const uploadRoute = sparse<RouteCase>(
    {
      method: of<Method>('POST', 'PUT', 'ALL'),
      path: of<string>('', ':id', 'x'),
      reply: of('echo', 'text', 'throwHttp'),
      upload,
    },
    { parameters: [90, few(fileParameter, 3)], ...handled },
  );
  const route = fc.oneof(
    { withCrossShrink: true },
    { weight: 100 - (80 * focus.uploads) / 100, arbitrary: plainRoute },
    { weight: (80 * focus.uploads) / 100, arbitrary: uploadRoute },
  );

  const controller = sparse<ControllerCase>(
    {
      path: focus.paths ? controllerPath : of('a'),
      routes: focus.paths
        ? fc.array(route, { minLength: 1, maxLength: 3 })
        : fc.uniqueArray(route, { minLength: 1, maxLength: 3, selector: ({ method, path }) => `${method} ${path}` }),
    },
    {
      version: onPaths(25, version),
      host: onPaths(8, of('h.test', ':sub.h.test')),
      requestScoped: [10, fc.constant(true)],
      ...handled,
    },
  );

  const module = sparse<ModuleCase>(
    { controllers: fc.array(controller, { minLength: 1, maxLength: focus.paths ? 2 : 1 }) },
    { path: onPaths(15, of('m', '/m/', ':mod')), middleware: onPaths(60, few(middleware)) },
  );

  return sparse<HttpCase>(
    {
      modules: fc.array(module, { minLength: 1, maxLength: focus.paths ? 2 : 1 }),
      requests: fc.array(requestsOf(focus), { minLength: 1, maxLength: 6 }),
    },
    {
      prefix: onPaths(
        50,
        sparse({ path: of('api', ':tenant', 'api/:tenant', '/api/') }, { exclude: [50, few(routeRef)] }),
      ),
      versioning: onPaths(
        45,
        sparse(
          { type: of('uri', 'header', 'media', 'custom') },
          { defaultVersion: [40, version], prefix: [15, of<string | false>('ver', false)] },
        ),
      ),
      global: onHandling(25, sparse<Enhancers>({}, { ...each(40, enhancers), provided: [30, fc.constant(true)] })),
      uses: onPaths(20, few(use)),
      rawBody: onHandling(10, fc.constant(true)),
      cors: [(80 * focus.cors) / 100, cors],
      methodNotAllowed: onPaths(8, fc.constant(true)),
    },
  );
}

function requestsOf(focus: Focus): Arbitrary<HttpRequest> {
  const onPaths = (percent: number, values: Arbitrary<unknown>): Optional => [(percent * focus.paths) / 100, values];
  return sparse<HttpRequest>(
    { route: fc.nat({ max: 5 }) },
    {
      method: [20, of('GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE')],
      withoutPrefix: onPaths(20, fc.constant(true)),
      versions: onPaths(60, fc.array(of('1', '2', '3'), { minLength: 1, maxLength: 2 })),
      value: [30, of('x', 'a', '%20', 'a%2Fb', '%C3%BC', 'true')],
      withOptional: onPaths(30, fc.constant(true)),
      twists: onPaths(30, few(twist)),
      query: [25, queries],
      host: onPaths(15, of('h.test', 's.h.test', 'h.test:80', 'H.TEST')),
      body: [
        Math.max(focus.handling ? 40 : 5, focus.uploads * 0.9),
        fc.oneof(
          { withCrossShrink: true },
          { weight: 100 - focus.uploads * 0.9, arbitrary: body },
          { weight: 3 + focus.uploads, arbitrary: form },
        ),
      ],
      origin: [(70 * focus.cors) / 100, of('http://a.test', 'http://x.b.test', 'http://c.test', 'null')],
      preflight: [(30 * focus.cors) / 100, preflight],
      accept: [8, of('text/html', 'application/json', 'text/event-stream')],
      raw: [4, raw],
    },
  );
}
