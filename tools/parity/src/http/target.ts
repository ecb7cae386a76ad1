import type { ControllerCase, HttpCase, HttpRequest, ModuleCase, RouteCase, Twist } from './case.js';

/** A route of a case with all that its path is made of. */
export interface PlacedRoute {
  readonly module: ModuleCase;
  readonly controller: ControllerCase;
  readonly route: RouteCase;
}

export function routesOf(theCase: HttpCase): PlacedRoute[] {
  return theCase.modules.flatMap((module) =>
    module.controllers.flatMap((controller) => controller.routes.map((route) => ({ module, controller, route }))),
  );
}

/** The request target that a request of the case has, query included. */
export function targetOf(theCase: HttpCase, request: HttpRequest): string {
  const routes = routesOf(theCase);
  const { module, controller, route } = routes[request.route % routes.length]!;
  const { prefix, versioning } = theCase;
  const version = versioning?.type === 'uri' ? request.versions?.[0] : undefined;
  const parts = [
    request.withoutPrefix ? '' : (prefix?.path ?? ''),
    version === undefined ? '' : versionInPath(theCase, version),
    module.path ?? '',
    first(controller.path),
    first(route.path),
  ];
  const path = `/${parts
    .map((part) => fill(part, request).replace(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/')}`;
  return twist(path, request.twists ?? []) + (request.query ?? '');
}

/** The path of a request target: without origin, query and fragment. */
export function pathOfTarget(target: string): string {
  return target.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*/s, '');
}

/** The case as if its controllers were for all hosts. */
export function withoutHosts(theCase: HttpCase): HttpCase {
  const modules = theCase.modules.map((module) => ({
    ...module,
    controllers: module.controllers.map(({ host: _, ...controller }) => controller),
  }));
  return { ...theCase, modules };
}

/** How a version is written in a path: `v1`. */
export function versionInPath({ versioning }: HttpCase, version: string): string {
  return `${versioning?.prefix === false ? '' : (versioning?.prefix ?? 'v')}${version}`;
}

/** The method of a request: its own, or that of its route. */
export function methodOf(theCase: HttpCase, request: HttpRequest): string {
  if (request.preflight) return 'OPTIONS';
  const routes = routesOf(theCase);
  const { method } = routes[request.route % routes.length]!.route;
  return request.method ?? (method === 'ALL' ? 'GET' : method);
}

function first(path: string | readonly string[]): string {
  return typeof path === 'string' ? path : (path[0] ?? '');
}

function fill(path: string, { value = '7', withOptional }: HttpRequest): string {
  return path
    .replace(/\{([^}]*)\}/g, (_, inner: string) => (withOptional ? inner : ''))
    .replace(
      /\\(.)|\*\p{ID_Continue}*|:\p{ID_Continue}+/gu,
      (written, escaped?: string) => escaped ?? (written.startsWith('*') ? 'r/s' : value),
    )
    .replace(/[^\x21-\x7e]/gu, encodeURIComponent);
}

const twists: Readonly<Record<Twist, (path: string) => string>> = {
  upper: (path) => path.toUpperCase(),
  trailing: (path) => `${path}/`,
  double: (path) => path.replace(/(.)\//, '$1//'),
  leadingDouble: (path) => `/${path}`,
  encoded: (path) => path.replace(/[a-z](?=[^a-z%]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  encodedSlash: (path) => `${path}%2Fx`,
  absolute: (path) => `http://h.test${path}`,
  dot: (path) => `${path}/../x`,
  badPercent: (path) => `${path}%zz`,
  semicolon: (path) => `${path};p=1`,
  extra: (path) => `${path}/more`,
  shorter: (path) => path.slice(0, path.lastIndexOf('/')) || '/',
  fragment: (path) => `${path}#f`,
};

function twist(path: string, names: readonly Twist[]): string {
  // The absolute form is what goes around the rest.
  const last = names.filter((name) => name === 'absolute').slice(0, 1);
  return [...names.filter((name) => name !== 'absolute'), ...last].reduce((text, name) => twists[name](text), path);
}
