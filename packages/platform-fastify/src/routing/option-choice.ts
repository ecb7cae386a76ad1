import type { IncomingMessage } from 'node:http';
import { RequestMethod } from '@portico/common';
import type { RouteRegistration } from '@portico/core/adapters';
import type { FastifyInstance } from 'fastify';
import { parseQueryString } from '../body/query-string.js';
import { tooManyRouteOptions } from '../errors.js';
import { type DecoratedRouteOptions, readRouteOptions } from '../route-decorators.js';

const CONSTRAINT = 'porticoMethod';

/** The storage of Fastify's router for a constraint. */
type Stored = Parameters<ReturnType<Strategy['storage']>['set']>[1];
type Strategy = Parameters<FastifyInstance['addConstraintStrategy']>[0];

type Choose = (request: unknown) => Function | undefined;

/** The most routes that Fastify's router can distinguish by constraints on one path. */
const MOST_CHOICES = 31;

/** Controller methods that share one route, and how their requests are recognized. */
interface Choice {
  readonly callbacks: readonly Function[];
  readonly choose: Choose;
}

/**
 * Applies the schema, the config and the constraints of each method only to its own requests, if several methods share
 * a path and differ in version or host. Fastify applies such options before a handler is called, so its router has to
 * choose: each set of options is a separate route, under a constraint that determines the method of the request. The
 * methods without options share one route.
 */
export class OptionChoice {
  private readonly choices = new Map<string, Choice>();
  /** The instance that has the constraint. */
  private instance: FastifyInstance | undefined;

  /**
   * The options with which to register the route: one, or, if any of the methods has options, one for each of those and
   * one for all others.
   *
   * @throws FrameworkError `PORTICO_FASTIFY_ROUTE_OPTIONS` if these are more than the router can distinguish
   */
  optionsOf(registration: RouteRegistration, instance: FastifyInstance): DecoratedRouteOptions[] {
    const { method, path, callback, callbacks, choose } = registration;
    const methods = [...new Set(callbacks)];
    const withOptions = methods.filter(hasOptions);
    if (!choose || withOptions.length === 0) return [readRouteOptions(callback)];
    const others = methods.filter((each) => !hasOptions(each));
    // A request whose version extractor fails gets the first route, preferably one without a schema.
    const shares = [...(others.length > 0 ? [others] : []), ...withOptions.map((each) => [each])];
    if (shares.length > MOST_CHOICES) {
      throw tooManyRouteOptions(`${RequestMethod[method]} ${path}`, withOptions.length);
    }
    this.addStrategy(instance);
    return shares.map((share) => {
      const id = String(this.choices.size);
      this.choices.set(id, { callbacks: share, choose });
      const options = readRouteOptions(share[0]!);
      return { ...options, constraints: { ...options.constraints, [CONSTRAINT]: id } };
    });
  }

  /**
   * Checks again, with Fastify's own request, whether the options belong to the method of the request. The router knows
   * less: behind a trusted proxy, the host may differ. `undefined` if there is nothing to check.
   */
  check({ constraints }: DecoratedRouteOptions): ((request: unknown) => boolean) | undefined {
    const choice = this.choices.get(String(constraints?.[CONSTRAINT]));
    return choice && ((request) => fits(choice, request));
  }

  private addStrategy(instance: FastifyInstance): void {
    if (this.instance === instance) return;
    this.instance = instance;
    instance.addConstraintStrategy({
      name: CONSTRAINT,
      deriveConstraint: (request: unknown) => request,
      validate: () => undefined,
      storage: () => {
        const stored = new Map<Choice | undefined, Stored>();
        return {
          set: (id: unknown, value) => void stored.set(this.choices.get(String(id)), value),
          // By id while routes are added, and by the result of `deriveConstraint` for a request.
          get: (key: unknown) =>
            (typeof key === 'string' ? stored.get(this.choices.get(key)) : find(stored, key as IncomingMessage)) ??
            null,
        };
      },
    });
  }
}

function find(stored: ReadonlyMap<Choice | undefined, Stored>, request: IncomingMessage): Stored | undefined {
  const [first] = stored;
  try {
    const callback = first?.[0]?.choose(withQuery(request));
    if (callback) for (const [choice, value] of stored) if (choice?.callbacks.includes(callback)) return value;
    return undefined;
  } catch {
    // A version extractor belongs to the application; it fails again, with a reply, when the handler is called.
    return first?.[1];
  }
}

function fits({ choose, callbacks }: Choice, request: unknown): boolean {
  try {
    const callback = choose(request);
    return callback !== undefined && callbacks.includes(callback);
  } catch {
    // As above: it fails again when the handler is called.
    return true;
  }
}

/** Version extractors may read the query, which Fastify parses after routing. */
function withQuery(request: IncomingMessage): IncomingMessage {
  return Object.create(request, {
    query: { get: () => parseQueryString(/\?([^#]*)/.exec(request.url ?? '')?.[1] ?? '') },
  });
}

function hasOptions(callback: Function): boolean {
  return Object.keys(readRouteOptions(callback)).length > 0;
}
