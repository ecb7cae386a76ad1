import type { Difference } from '../area.js';
import type { Seen } from '../explained-difference.js';
import type { ControllerCase, HttpCase, MiddlewareBehaviour, MiddlewareCase, ModuleCase, RouteCase } from './case.js';

/** Reads the traces of a request, for the explanations of differences. */

export type Trace = readonly string[];

/** The traces of the request that a difference is about, on both; empty ones outside of requests. */
export function tracesOf({ traces }: Difference): { portico: Trace; reference: Trace } {
  return traces ?? { portico: [], reference: [] };
}

export function stepsOf(difference: Difference): string[] {
  const { portico, reference } = tracesOf(difference);
  return [...portico, ...reference];
}

export function withoutParameters(trace: unknown): string {
  return JSON.stringify((trace as Trace).map(withoutParams));
}

/** Whether a difference is between two traces. */
export function isTrace({ path, portico, reference }: Difference): boolean {
  return path.endsWith('.trace') && Array.isArray(portico) && Array.isArray(reference);
}

/** A step without what it received: `middleware Module0.1`. */
export function labelOf(step: string): string {
  return step.split(' {', 1)[0]!;
}

/**
 * Both traces, without `request.params` of the middleware steps that `isMeant` selects.
 *
 * @param isMeant called with the step of either trace, for each step that is in both
 */
export function withoutParametersOf(
  { portico, reference }: Difference,
  isMeant: (own: string, other: string) => boolean,
): Seen {
  const [own, other] = [[...(portico as Trace)], [...(reference as Trace)]];
  for (const [index, step] of own.entries()) {
    const label = labelOf(step);
    if (!/^(middleware |use)/.test(label)) continue;
    const nth = own.slice(0, index).filter((earlier) => labelOf(earlier) === label).length;
    const places = other.flatMap((one, place) => (labelOf(one) === label ? [place] : []));
    const place = places[nth];
    if (place === undefined || step === other[place] || !isMeant(step, other[place]!)) continue;
    own[index] = withoutParams(step);
    other[place] = withoutParams(other[place]!);
  }
  return { portico: own, reference: other };
}

function withoutParams(step: string): string {
  return step.replace(/"params":(\{[^}]*\}|"[^"]*")/, '');
}

/** Whether one of the traces shows that a route was reached: it has a step that only routes have. */
export function reachesRoute(...traces: unknown[]): boolean {
  return traces.some((trace) => (trace as Trace).some((step) => !/^(use\d|middleware |filter )/.test(step)));
}

/** Whether one of the traces has a handler in it. */
export function reachesHandler(...traces: unknown[]): boolean {
  return traces.some((trace) => (JSON.stringify(trace) ?? '').includes('"handler '));
}

/** The middleware of a case that a step shows. */
export function middlewareAt(theCase: HttpCase, step: string | undefined): MiddlewareCase | undefined {
  const [, index] = MIDDLEWARE.exec(step ?? '')?.slice(1) ?? [];
  return moduleAt(theCase, step)?.middleware?.[Number(index)];
}

/** The module of the middleware that a step shows. */
export function moduleAt({ modules }: HttpCase, step: string | undefined): ModuleCase | undefined {
  return modules[Number(MIDDLEWARE.exec(step ?? '')?.[1])];
}

const MIDDLEWARE = /^middleware Module(\d+)\.(\d+)(?: |$)/;

/** What the middleware that a step shows does. */
export function behaviourAt(theCase: HttpCase, step: string): MiddlewareBehaviour | undefined {
  const use = /^use(\d+)/.exec(step)?.[1];
  return use === undefined ? middlewareAt(theCase, step)?.behaviour : theCase.uses?.[Number(use)]?.behaviour;
}

/** The step of the middleware that has ended a request: it has replied, or it has failed and then filters have run. */
export function stopIn(theCase: HttpCase, trace: Trace): string | undefined {
  const last = trace.findLast((step) => !step.startsWith('filter '));
  const behaviour = last && behaviourAt(theCase, last);
  return behaviour === undefined || behaviour === 'pass' ? undefined : last;
}

export interface Reached {
  readonly controller: ControllerCase;
  readonly route: RouteCase;
}

/** The route whose guards, interceptors or handler a trace shows. */
export function reachedBy({ modules }: HttpCase, trace: Trace): Reached | undefined {
  for (const step of trace) {
    const found = /^(?:handler |(?:guard|interceptor) .*"called":"http )Module(\d+)C(\d+)\.h(\d+)/.exec(step);
    if (!found) continue;
    const [module, controller, route] = found.slice(1).map(Number) as [number, number, number];
    const at = modules[module]?.controllers[controller];
    if (at?.routes[route]) return { controller: at, route: at.routes[route] };
  }
  return undefined;
}

/** The versions of a route: its own, those of its controller or the default. */
export function versionsOf({ versioning }: HttpCase, { controller, route }: Reached): readonly string[] {
  const version = route.version ?? controller.version ?? versioning?.defaultVersion ?? [];
  return typeof version === 'string' ? [version] : version;
}

/** Whether a trace shows an enhancer of one of these kinds. */
export function shows(theCase: HttpCase, steps: Trace, part: 'filters' | 'interceptors', kinds: RegExp): boolean {
  const { global, modules } = theCase;
  const controllers = modules.flatMap((module) => module.controllers);
  const levels = [
    { at: global?.provided ? 'provided' : 'global', lists: [global?.[part]] },
    { at: 'class', lists: controllers.map((controller) => controller[part]) },
    { at: 'method', lists: controllers.flatMap(({ routes }) => routes.map((route) => route[part])) },
  ];
  const labels = levels.flatMap(({ at, lists }) =>
    lists.flatMap((list = []) =>
      list.flatMap((kind, index) => (kinds.test(kind) ? [`${part.slice(0, -1)} ${at}${index}`] : [])),
    ),
  );
  return steps.some((step) => labels.some((label) => step === label || step.startsWith(`${label} `)));
}
