import type { IncomingMessage } from 'node:http';
import type { RouteRegistration } from '@portico/core';
import type { FastifyInstance } from 'fastify';
import { parseQueryString } from '../query-string.js';
import { type DecoratedRouteOptions, readRouteOptions } from '../route-decorators.js';

const CONSTRAINT = 'porticoMethod';

/** The storage of Fastify's router for a constraint. */
type Stored = Parameters<ReturnType<Strategy['storage']>['set']>[1];
type Strategy = Parameters<FastifyInstance['addConstraintStrategy']>[0];

type Choose = (request: unknown) => Function | undefined;

/** A controller method, and how its requests are recognized. */
interface Choice {
  readonly callback: Function;
  readonly choose: Choose;
}

/**
 * Applies the schema, the config and the constraints of each method only to its own requests, if several methods share
 * a path and differ in version or host. Fastify applies such options before a handler is called, so its router has to
 * choose: each set of options is a separate route, under a constraint that determines the method of the request.
 */
export class OptionChoice {
  private readonly choices = new Map<string, Choice>();
  /** The instance that has the constraint. */
  private instance: FastifyInstance | undefined;

  /** The options with which to register the route: one, or one for each method if any of them has options. */
  optionsOf({ callback, callbacks, choose }: RouteRegistration, instance: FastifyInstance): DecoratedRouteOptions[] {
    if (!choose || !callbacks.some(hasOptions)) return [readRouteOptions(callback)];
    this.addStrategy(instance);
    return callbacks.map((each) => {
      const id = String(this.choices.size);
      this.choices.set(id, { callback: each, choose });
      const options = readRouteOptions(each);
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

  private storedFor(stored: readonly [Choice, Stored][], id: string): Stored | undefined {
    const choice = this.choices.get(id);
    return stored.filter(([each]) => each === choice).at(-1)?.[1];
  }

  private addStrategy(instance: FastifyInstance): void {
    if (this.instance === instance) return;
    this.instance = instance;
    instance.addConstraintStrategy({
      name: CONSTRAINT,
      deriveConstraint: (request: unknown) => request,
      validate: () => undefined,
      storage: () => {
        const stored: [Choice, Stored][] = [];
        return {
          set: (id: unknown, value) => void stored.push([this.choices.get(String(id))!, value]),
          // By id while routes are added, and by the result of `deriveConstraint` for a request.
          get: (key: unknown) =>
            (typeof key === 'string' ? this.storedFor(stored, key) : find(stored, key as IncomingMessage)) ?? null,
        };
      },
    });
  }
}

function find(stored: readonly [Choice, Stored][], request: IncomingMessage): Stored | undefined {
  try {
    const callback = stored[0]?.[0].choose(withQuery(request));
    return stored.find(([choice]) => choice.callback === callback)?.[1];
  } catch {
    // A version extractor belongs to the application; it fails again, with a reply, when the handler is called.
    return stored[0]?.[1];
  }
}

function fits({ choose, callback }: Choice, request: unknown): boolean {
  try {
    return choose(request) === callback;
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
