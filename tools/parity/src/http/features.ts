import fc from 'fast-check';
import { isMultipart } from './body.js';
import type {
  BodyKind,
  ControllerCase,
  Enhancers,
  GuardKind,
  HttpCase,
  HttpRequest,
  InterceptorKind,
  Method,
  MiddlewareBehaviour,
  MiddlewareCase,
  ModuleCase,
  ReplyKind,
  RouteCase,
  RouteRef,
} from './case.js';
import type { ControllerSketch, HttpSketch, ModuleSketch, RouteSketch } from './sketch.js';

const FEATURES = [
  'prefixes',
  'exclusions',
  'versioning',
  'hosts',
  'patterns',
  'middleware',
  'methods',
  'spellings',
  'raw requests',
  'parameters',
  'guards and interceptors',
  'filters',
  'failures',
  'request scope',
  'replies',
  'bodies',
  'uploads',
  'CORS',
] as const;

export type Feature = (typeof FEATURES)[number];

/**
 * The features of one case. Faults sit where two or three features meet. A case that has all of them at once shows the
 * differences of all of them at once, in which a fault could hide, and nobody could tell which explanation is right.
 */
export const features: fc.Arbitrary<readonly Feature[]> = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.subarray([...FEATURES], { maxLength: 3 }) },
  { weight: 2, arbitrary: fc.subarray([...FEATURES], { minLength: 4, maxLength: 4 }) },
);

/** The case of a sketch, without the features that it does not have. */
export function withFeatures(drawn: HttpSketch, chosen: readonly Feature[]): HttpCase {
  const has = (feature: Feature): boolean => chosen.includes(feature);
  const only = <T>(feature: Feature, value: T | undefined): T | undefined => (has(feature) ? value : undefined);

  const path = <T extends string | readonly string[]>(of: T): T | string =>
    has('patterns') ? of : withoutPatterns(typeof of === 'string' ? of : of[0]!);

  const method = (of: Method): Method => (has('methods') ? of : (PLAIN_METHODS[of] ?? of));

  // Most middleware and exclusions name patterns.
  const ref = (of: RouteRef): RouteRef =>
    typeof of === 'string' ? of : { ...of, method: method(of.method), version: only('versioning', of.version) };

  const refs = (of: readonly RouteRef[] | undefined): readonly RouteRef[] | undefined =>
    only('exclusions', of)?.map(ref);

  const behaviour = (of: MiddlewareBehaviour): MiddlewareBehaviour =>
    has('failures') || of === 'answer' ? of : 'pass';

  const enhancers = ({ guards, interceptors, pipes, filters }: Enhancers): Enhancers => ({
    guards: only('guards and interceptors', guards)?.map((of) => (has('failures') || PASSING.has(of) ? of : 'pass')),
    interceptors: only('guards and interceptors', interceptors)?.map((of) =>
      has('failures') || !FAILING.has(of) ? of : 'pass',
    ),
    pipes: only('parameters', pipes)?.map((of) => (has('failures') || of !== 'throw' ? of : 'tag')),
    filters: only('filters', filters),
  });

  const reply = (of: ReplyKind): ReplyKind => {
    if (isFailure(of) ? has('failures') : has('replies')) return of;
    return of === 'echo' || of === 'object' ? of : 'text';
  };

  const route = ({ form, ...of }: RouteSketch): RouteCase => {
    const uploads = only('uploads', form);
    return {
      ...of,
      ...enhancers(of),
      path: path(of.path),
      method: method(uploads?.method ?? of.method),
      version: only('versioning', of.version),
      reply: reply(uploads?.reply ?? of.reply),
      parameters: uploads ? uploads.parameters : only('parameters', of.parameters),
      code: only('replies', of.code),
      header: only('replies', of.header),
      redirect: only('replies', of.redirect),
      upload: uploads?.upload,
    };
  };

  const controller = ({ routes, ...of }: ControllerSketch): ControllerCase => ({
    ...of,
    ...enhancers(of),
    path: path(of.path),
    version: only('versioning', of.version),
    host: only('hosts', of.host),
    requestScoped: only('request scope', of.requestScoped),
    routes: routes.map(route),
  });

  const middleware = (of: MiddlewareCase): MiddlewareCase => ({
    ...of,
    behaviour: behaviour(of.behaviour),
    exclude: refs(of.exclude),
    forRoutes: of.forRoutes.map((each) => (typeof each === 'number' ? each : ref(each))),
  });

  const module = (of: ModuleSketch): ModuleCase => ({
    path: only('prefixes', of.path) && path(of.path!),
    controllers: of.controllers.map(controller),
    middleware: only('middleware', of.middleware)?.map(middleware),
  });

  const body = (of: BodyKind): BodyKind => {
    if (isMultipart(of)) return has('uploads') ? of : 'form';
    return has('bodies') || PLAIN_BODIES.has(of) ? of : 'json';
  };

  const request = (of: HttpRequest): HttpRequest => ({
    ...of,
    method: only('methods', of.method),
    withoutPrefix: only('prefixes', of.withoutPrefix),
    versions: only('versioning', of.versions),
    value: has('spellings') || !of.value?.includes('%') ? of.value : undefined,
    withOptional: only('patterns', of.withOptional),
    twists: of.twists?.filter((twist) => {
      if (twist === 'extra' || twist === 'shorter') return true;
      return has(twist === 'absolute' ? 'raw requests' : 'spellings');
    }),
    query: has('parameters') ? of.query : of.query && '?q=1',
    host: only('hosts', of.host),
    body: of.body && body(of.body),
    accept: only('replies', of.accept),
    origin: only('CORS', of.origin),
    preflight: only('CORS', of.preflight),
    raw: only('raw requests', of.raw),
  });

  const { prefix, global } = drawn;
  return withoutUndefined({
    ...drawn,
    prefix: only('prefixes', prefix && { path: path(prefix.path), exclude: refs(prefix.exclude) }),
    versioning: only('versioning', drawn.versioning),
    global: global && { ...enhancers(global), provided: global.provided },
    uses: only('middleware', drawn.uses)?.map((of) => ({ ...of, behaviour: behaviour(of.behaviour) })),
    rawBody: only('bodies', drawn.rawBody),
    cors: only('CORS', drawn.cors),
    methodNotAllowed: only('methods', drawn.methodNotAllowed),
    modules: drawn.modules.map(module),
    requests: drawn.requests.map(request),
  });
}

const PLAIN_METHODS: Partial<Record<Method, Method>> = {
  PUT: 'POST',
  PATCH: 'POST',
  DELETE: 'POST',
  HEAD: 'GET',
  OPTIONS: 'GET',
};

const PASSING: ReadonlySet<GuardKind> = new Set(['pass', 'passAsync', 'passStream']);

const FAILING: ReadonlySet<InterceptorKind> = new Set(['throw', 'reject', 'failAfter', 'twice']);

const PLAIN_BODIES: ReadonlySet<BodyKind> = new Set(['json', 'validJson', 'nestedJson', 'wrongJson', 'form']);

function isFailure(reply: ReplyKind): boolean {
  return /^(throw|reject$|observableError$)/.test(reply);
}

/** A path without wildcards, optional parts and a slash at the end. */
function withoutPatterns(path: string): string {
  return path
    .replace(/\/?\{[^}]*\}/g, '')
    .replace(/\*\w+/g, ':id')
    .replace(/(.)\/$/, '$1');
}

/** As it is in a file. */
function withoutUndefined(of: HttpCase): HttpCase {
  return JSON.parse(JSON.stringify(of)) as HttpCase;
}
