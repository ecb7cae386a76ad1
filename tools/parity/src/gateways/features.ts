import fc from 'fast-check';
import type {
  Enhancers,
  Gateway,
  GatewayCase,
  Handler,
  Hook,
  Message,
  Parameter,
  Pipe,
  Result,
  Step,
  Thrown,
  Timing,
  Value,
} from './case.js';

export const FEATURES = [
  'several gateways',
  'paths, namespaces and ports',
  'several handlers of a message',
  'adapters',
  'hooks',
  'asynchronous work',
  'failures',
  'streams',
  'acknowledgements by hand',
  'unusual values',
  'guards',
  'interceptors',
  'pipes',
  'filters',
  'request scope',
  'leaving clients',
  'disconnections',
  'bursts',
  'frames and polling',
  'closing with clients',
] as const;

export type Feature = (typeof FEATURES)[number];

/**
 * The features of one case. Faults sit where two or three features meet. A case that has all of them at once shows the
 * differences of all of them at once, in which a fault could hide, and nobody could tell which explanation is right.
 */
export const features: fc.Arbitrary<readonly Feature[]> = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.subarray([...FEATURES], { maxLength: 4 }), weight: 1 },
  { arbitrary: fc.subarray([...FEATURES], { minLength: 3, maxLength: 4 }), weight: 3 },
);

/** A case without the features that it does not have: each of them in its plain form. */
export function withFeatures(drawn: GatewayCase, chosen: readonly Feature[]): GatewayCase {
  const has = (feature: Feature): boolean => chosen.includes(feature);
  const fails = has('failures') || has('filters');

  const at = <T extends Timing | 'observable'>(when: T): T | 'sync' => (has('asynchronous work') ? when : 'sync');
  const value = (of: Value): Value => (has('unusual values') || isPlain(of) ? of : 'text');
  const thrown = (of: Thrown): Thrown => ({ ...of, payload: value(of.payload) });

  const result = (of: Result): Result => {
    switch (of.kind) {
      case 'value':
        return { ...of, value: value(of.value) };
      case 'echo':
        return of;
      case 'reply':
        return {
          ...of,
          event: typeof of.event === 'string' ? value(of.event) : eventOf(of.event),
          data: value(of.data),
        };
      case 'throw':
        return fails ? { ...of, error: thrown(of.error) } : { kind: 'echo' };
      case 'promise':
        return has('asynchronous work') ? { ...of, of: result(of.of) } : result(of.of);
      case 'stream':
        return stream(of);
      case 'ack':
        if (!has('acknowledgements by hand')) return result(of.of);
        return { ...of, when: at(of.when), values: of.values.map(value), of: result(of.of) };
      case 'emit':
        return { ...of, of: result(of.of) };
      case 'leave':
        return has('disconnections') ? { ...of, of: result(of.of) } : result(of.of);
    }
  };

  const eventOf = (event: Value): Value => (has('unusual values') ? event : 'reply');

  const stream = (of: Result & { kind: 'stream' }): Result => {
    const [first = { kind: 'echo' as const }] = of.items;
    if (!has('streams')) return result(first);
    const end = typeof of.end === 'string' ? of.end : fails ? thrown(of.end) : 'complete';
    return { ...of, items: of.items.map(result), end };
  };

  const pipes = (of: readonly Pipe[]): readonly Pipe[] =>
    has('pipes') ? of.map((pipe) => ({ ...pipe, when: at(pipe.when) })) : [];

  const enhancers = ({ guards, interceptors, filters, ...of }: Enhancers): Enhancers => ({
    guards: has('guards')
      ? guards.map(({ does, when }) => ({
          does: does === 'throw' && !fails ? 'refuse' : does === 'leave' && !has('disconnections') ? 'pass' : does,
          when: at(when),
        }))
      : [],
    interceptors: has('interceptors')
      ? interceptors.map(({ does, when }) => ({
          does: (does === 'throw' || does === 'fail-after') && !fails ? 'pass' : does,
          when: at(when),
        }))
      : [],
    pipes: pipes(of.pipes),
    filters: has('filters')
      ? filters.map(({ does, when, catches }) => ({
          catches,
          does: (does === 'throw' || does === 'rethrow') && !has('failures') ? 'emit' : does,
          when: at(when),
        }))
      : [],
  });

  const parameter = (of: Parameter): Parameter => ({
    from: of.from === 'ack' && !has('acknowledgements by hand') ? 'body' : of.from,
    pipes: pipes(of.pipes),
  });

  const handler = (of: Handler, index: number): Handler => ({
    patterns: has('several handlers of a message') ? of.patterns : [EVENTS[index % EVENTS.length]!],
    parameters: of.parameters.map(parameter),
    result: result(of.result),
    enhancers: enhancers(of.enhancers),
  });

  const hook = ({ does, when }: Hook): Hook => ({
    does: (does === 'throw' && !fails) || (does === 'leave' && !has('disconnections')) ? 'nothing' : does,
    when: at(when),
  });

  const gateway = ({ path, namespace, hooks, ...of }: Gateway): Gateway => ({
    ...of,
    ...(has('paths, namespaces and ports')
      ? { ...(path === undefined ? {} : { path }), ...(namespace === undefined ? {} : { namespace }) }
      : { port: 'application' }),
    scope: has('request scope') ? of.scope : 'default',
    hooks: has('hooks') ? Object.fromEntries(Object.entries(hooks).map(([name, each]) => [name, hook(each)])) : {},
    handlers: of.handlers.map(handler),
    enhancers: enhancers(of.enhancers),
    inherited: has('several handlers of a message') ? of.inherited.map(handler) : [],
  });

  const message = <T extends Message>(of: T): T => ({
    ...of,
    event: typeof of.event === 'string' || has('several handlers of a message') ? of.event : 'a',
    args: of.args.map(value),
  });

  const step = (of: Step): Step[] => {
    switch (of.do) {
      case 'connect': {
        const { polling: _, ...plain } = of;
        return [has('frames and polling') ? of : plain];
      }
      case 'send':
        return [message(of)];
      case 'burst':
        if (has('bursts')) return [{ ...of, messages: of.messages.map(message) }];
        return of.messages.slice(0, 1).map((first): Step => ({ do: 'send', ...message(first) }));
      case 'frame':
        return has('frames and polling') ? [of] : [];
      case 'leave':
        return has('leaving clients') ? [of] : [];
      case 'send-and-leave': {
        const { how: _, ...plain } = of;
        return [has('leaving clients') ? message(of) : { ...message(plain), do: 'send' }];
      }
      case 'release':
        return has('asynchronous work') ? [of] : [];
      case 'broadcast':
        return [of];
    }
  };

  return {
    ...drawn,
    adapter: has('adapters') ? drawn.adapter : { ...drawn.adapter, variant: 'plain' },
    global: { ...enhancers(drawn.global), by: drawn.global.by },
    gateways: drawn.gateways.slice(0, has('several gateways') ? undefined : 1).map(gateway),
    script: drawn.script.flatMap(step),
    closeFirst: drawn.closeFirst && has('closing with clients'),
  };
}

/** What handlers subscribe to that have their message for themselves. */
const EVENTS = ['a', 'b', 'c'] as const;

/** Whether clients and servers can send the value, and send it as it is. */
export function isPlain(value: Value): boolean {
  if (typeof value !== 'object' || value === null) return Boolean(value);
  if (Array.isArray(value)) return value.length > 0 && value.every(isPlain);
  const isEvent = 'event' in value === 'data' in value;
  return isEvent && !('$' in value) && Object.keys(value).length > 0 && Object.values(value).every(isPlain);
}
