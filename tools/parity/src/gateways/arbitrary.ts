import fc from 'fast-check';
import type {
  Adapter,
  Enhancers,
  Filter,
  Gateway,
  GatewayCase,
  Guard,
  Handler,
  Hook,
  Interceptor,
  Message,
  Parameter,
  Pattern,
  Pipe,
  Result,
  SpecialValue,
  Step,
  Thrown,
  Value,
} from './case.js';
import { handlersOf, sharesServer } from './differences/messages.js';
import { type Feature, features, withFeatures } from './features.js';

type Weighted<T> = fc.WeightedArbitrary<T>;

/** Mostly `usual`, sometimes something else. */
function mostly<T>(usual: T, weight: number, ...others: Weighted<T>[]): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight }, ...others);
}

const one = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>): Weighted<T> => ({ weight, arbitrary });

const plain: fc.Arbitrary<Value> = one<Value>('text', 7, true, { key: 'v' }, { key: '5' }, [1, 2], ['one'], {
  event: 'inner',
  data: 1,
});
const falsy: fc.Arbitrary<Value> = one<Value>(null, false, 0, '', { $: 'undefined' }, { $: 'nan' });
const unserializable: fc.Arbitrary<Value> = one<Value>({ $: 'bigint' }, { $: 'circular' }, { $: 'throwing-json' });
const special: fc.Arbitrary<Value> = one<SpecialValue>(
  'bigint',
  'circular',
  'date',
  'buffer',
  'map',
  'instance',
  'symbol',
  'function',
  'throwing-json',
  'no-prototype',
).map(($) => ({ $ }));
/** What a server can hold. */
const value: fc.Arbitrary<Value> = fc.oneof(
  { depthSize: 'small' },
  weighted(5, plain),
  weighted(3, falsy),
  weighted(2, special),
  weighted(1, one<Value>([], {}, { data: 'no event' }, { event: '', data: 1 }, { event: 'only' })),
);
/** What a client can send. */
const sent: fc.Arbitrary<Value> = fc.oneof(weighted(6, plain), weighted(2, one<Value>(null, false, 0, '', [], {})));

const thrown: fc.Arbitrary<Thrown> = fc.record({
  type: one<Thrown['type']>('ws', 'ws', 'error', 'http', 'special', 'value'),
  payload: fc.oneof(weighted(3, one<Value>('reason', { message: 'object' })), weighted(1, value)),
});

const asynchronous = one<'micro' | 'tick'>('micro', 'tick');
const when = mostly<'sync' | 'micro' | 'tick'>('sync', 1, weighted(1, asynchronous));

const { result } = fc.letrec<{ result: Result; leaf: Result }>((tie) => ({
  leaf: fc.oneof(
    weighted(4, fc.record({ kind: one('value' as const), value })),
    weighted(2, one<Result>({ kind: 'echo' })),
    weighted(3, fc.record({ kind: one('reply' as const), event: one<Value>('reply', 'other'), data: value })),
    weighted(1, fc.record({ kind: one('reply' as const), event: fc.oneof(plain, falsy, unserializable), data: value })),
    weighted(2, fc.record({ kind: one('throw' as const), error: thrown })),
  ),
  result: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, maxDepth: 2 },
    weighted(4, tie('leaf')),
    weighted(
      3,
      fc.record({
        kind: one('promise' as const),
        when: mostly('tick', 2, weighted(1, one('micro', 'gated'))),
        of: tie('result'),
      }) as fc.Arbitrary<Result>,
    ),
    weighted(
      4,
      fc.record({
        kind: one('stream' as const),
        when: one<'sync' | 'tick'>('sync', 'tick'),
        items: fc.array(tie('leaf'), { maxLength: 3 }),
        end: mostly<'complete' | 'never' | Thrown>('complete', 3, weighted(1, one('never')), weighted(1, thrown)),
      }) as fc.Arbitrary<Result>,
    ),
    weighted(
      3,
      fc.record({
        kind: one('ack' as const),
        when: one('sync', 'tick', 'gated'),
        values: fc.array(value, { minLength: 1, maxLength: 2 }),
        of: tie('result'),
      }) as fc.Arbitrary<Result>,
    ),
    weighted(1, fc.record({ kind: one('emit' as const), value: plain, of: tie('result') }) as fc.Arbitrary<Result>),
    weighted(2, fc.record({ kind: one('leave' as const), of: tie('result') }) as fc.Arbitrary<Result>),
  ),
}));

const guard: fc.Arbitrary<Guard> = fc.record({
  does: mostly<Guard['does']>('pass', 4, weighted(3, one('refuse', 'throw', 'falsy')), weighted(2, one('leave'))),
  when: mostly<Guard['when']>('sync', 2, weighted(3, one('micro', 'tick', 'observable'))),
});
const interceptor: fc.Arbitrary<Interceptor> = fc.record({
  does: mostly<Interceptor['does']>(
    'pass',
    3,
    weighted(4, one('wrap', 'throw', 'replace', 'empty', 'recover', 'fail-after', 'value', 'undefined')),
  ),
  when,
});
const pipe: fc.Arbitrary<Pipe> = fc.record({
  does: mostly<Pipe['does']>('pass', 3, weighted(3, one('wrap', 'throw', 'undefined', 'parse-int'))),
  when,
});
const filter: fc.Arbitrary<Filter> = fc.record({
  catches: one<Filter['catches']>('all', 'all', 'ws', 'http', 'special'),
  does: one<Filter['does']>('emit', 'emit', 'nothing', 'throw', 'rethrow', 'super', 'return'),
  when,
});

/** Few, of each kind at most `most`. */
function enhancers(weight: number, most = 2): fc.Arbitrary<Enhancers> {
  const some = <T>(arbitrary: fc.Arbitrary<T>) =>
    mostly<readonly T[]>([], weight, weighted(1, fc.array(arbitrary, { minLength: 1, maxLength: most })));
  return fc.record({ guards: some(guard), interceptors: some(interceptor), pipes: some(pipe), filters: some(filter) });
}

const pattern: fc.Arbitrary<Pattern> = mostly<Pattern>(
  'a',
  3,
  weighted(2, one<Pattern>('b')),
  weighted(1, one<Pattern>('c', { cmd: 'x' })),
);

const parameter: fc.Arbitrary<Parameter> = fc.record({
  from: one<Parameter['from']>('body', 'body', 'client', 'key', 'ack', 'undecorated'),
  pipes: mostly<readonly Pipe[]>([], 4, weighted(1, fc.array(pipe, { minLength: 1, maxLength: 2 }))),
});

/** A handler without own patterns gets one by its index, so that most messages have one handler. */
const handler = fc.record({
  patterns: mostly<readonly Pattern[] | undefined>(
    undefined,
    4,
    weighted(4, fc.tuple(pattern)),
    weighted(2, fc.tuple(pattern, pattern)),
  ),
  parameters: fc.array(parameter, { maxLength: 3 }),
  result,
  enhancers: enhancers(2),
});

const handlers = (most: number, ...patterns: readonly Pattern[]): fc.Arbitrary<readonly Handler[]> =>
  fc
    .array(handler, { minLength: 1, maxLength: most })
    .map((all) => all.map((each, index) => ({ ...each, patterns: each.patterns ?? [patterns[index]!] })));

const hook = (
  does: fc.Arbitrary<Hook['does']>,
  ...asynchronous: readonly Hook['when'][]
): fc.Arbitrary<Hook | undefined> =>
  fc.option(
    fc.record({ when: mostly<Hook['when']>('sync', 1, weighted(2, one<Hook['when']>(...asynchronous))), does }),
    {
      nil: undefined,
      freq: 2,
    },
  );
const nothing = <T extends Hook['does']>(...others: T[]) =>
  mostly<Hook['does']>('nothing', 4, weighted(others.length, one<Hook['does']>(...others)));

const gateway: fc.Arbitrary<Gateway> = fc
  .record({
    port: mostly<Gateway['port']>('application', 3, weighted(2, one<Gateway['port']>(0, 0, 1))),
    path: mostly<string | undefined>(undefined, 6, weighted(5, one('/p', '/p/q')), weighted(1, one('p', '/'))),
    namespace: mostly<string | undefined>(
      undefined,
      4,
      weighted(4, one('/', 'news', '/news', '~room')),
      weighted(1, one('%hall')),
    ),
    scope: mostly<Gateway['scope']>('default', 1, weighted(2, one('request'))),
    hooks: fc.record({
      // The application waits for it, so it must not wait for the script.
      afterInit: hook(nothing('throw'), 'micro', 'tick'),
      handleConnection: hook(nothing('throw', 'leave', 'emit'), 'micro', 'tick', 'gated'),
      handleDisconnect: hook(nothing('throw', 'emit'), 'micro', 'tick', 'gated'),
    }),
    handlers: handlers(3, 'a', 'b', 'c'),
    enhancers: enhancers(3, 1),
    inherited: mostly<readonly Handler[]>([], 3, weighted(1, handlers(2, 'c', 'b'))),
  })
  .map(withoutUndefined);

const client = mostly(0, 3, weighted(2, one(1, 1, 2)));
const message: fc.Arbitrary<Message> = fc.record({
  client,
  event: mostly<Pattern>(
    'a',
    4,
    weighted(3, one<Pattern>('b', 'c', { cmd: 'x' })),
    weighted(1, one<Pattern>('unknown')),
  ),
  args: fc.oneof(
    weighted(6, fc.tuple(sent)),
    weighted(1, one<Value[]>([])),
    weighted(1, fc.array(sent, { minLength: 2, maxLength: 3 })),
  ),
  ack: fc.boolean(),
});
/** Over HTTP requests, which ws does not have. */
const polling = mostly(false, 1, weighted(1, one(true)));
const connect = (index: number, at: number, byRequests: boolean): Step => ({
  do: 'connect',
  client: index,
  gateway: at,
  ...(byRequests ? { polling: true } : {}),
});
const how = one<'close' | 'terminate'>('close', 'terminate');
const step: fc.Arbitrary<Step> = fc.oneof(
  weighted(
    9,
    message.map((each): Step => ({ do: 'send', ...each })),
  ),
  weighted(
    2,
    fc.tuple(client, fc.nat(2), polling).map(([index, at, byRequests]) => connect(index, at, byRequests)),
  ),
  weighted(3, fc.record({ do: one('burst' as const), messages: fc.array(message, { minLength: 2, maxLength: 4 }) })),
  weighted(
    3,
    fc.record({
      do: one('frame' as const),
      client,
      text: one(
        '',
        'garbage',
        'null',
        '7',
        '"text"',
        '[]',
        '{}',
        '{"event":"a"}',
        '{"event":null,"data":1}',
        '{"event":{"cmd":"x"},"data":1}',
        '{"data":1}',
        '{"event":"a","data":"binary"}',
        '{"event":"__proto__"}',
        '{"event":"toString"}',
      ),
      binary: fc.boolean(),
    }),
  ),
  weighted(2, fc.record({ do: one('leave' as const), client, how })),
  weighted(
    3,
    fc.tuple(message, how).map(([each, by]): Step => ({ do: 'send-and-leave', ...each, how: by })),
  ),
  weighted(2, one<Step>({ do: 'release' })),
  weighted(1, fc.record({ do: one('broadcast' as const), gateway: fc.nat(2), value: plain })),
);

const adapter: fc.Arbitrary<Adapter> = fc
  .record({
    library: one<Adapter['library']>('socket.io', 'ws'),
    variant: mostly<Adapter['variant']>(
      'plain',
      1,
      weighted(
        6,
        one<Adapter['variant']>(
          'default',
          'http-server',
          'sees-handlers',
          'own-handlers',
          'sees-clients',
          'sees-servers',
          'sees-close',
          'own-parser',
          'documented',
        ),
      ),
    ),
  })
  .map((each) => (each.variant === 'default' ? { ...each, library: 'socket.io' as const } : each));

export type DrawnCase = GatewayCase & { readonly sharesPorts: boolean };

/** With all features at once. */
export const drawnCase: fc.Arbitrary<DrawnCase> = fc.record({
  http: one<'express' | 'fastify'>('express', 'fastify'),
  adapter,
  global: fc
    .tuple(enhancers(3, 1), one<'application' | 'token'>('application', 'token'))
    .map(([each, by]) => ({ ...each, by })),
  gateways: fc.array(gateway, { minLength: 2, maxLength: 3 }),
  script: fc
    .tuple(polling, fc.option(fc.nat(2)), fc.array(step, { minLength: 1, maxLength: 9, size: 'large' }))
    .map(([byRequests, other, steps]): Step[] => [
      connect(0, 0, byRequests),
      ...(other === null ? [] : [connect(1, other, false)]),
      ...steps,
    ]),
  closeFirst: fc.boolean(),
  sharesPorts: mostly(true, 4, weighted(1, one(false))),
});

/** Applications with gateways and the scripts of their clients. */
export const gatewayCases: fc.Arbitrary<GatewayCase> = fc
  .tuple(features, drawnCase)
  .map(([chosen, drawn]) => caseWith(drawn, chosen));

export function caseWith({ sharesPorts, ...drawn }: DrawnCase, chosen: readonly Feature[]): GatewayCase {
  const theCase = withFeatures(drawn, chosen);
  return withoutSharedEnds(withOneSpelling(fitting(sharesPorts ? withOnePathPerPort(theCase) : theCase)));
}

function withoutUndefined<T extends object>(each: T): T {
  return JSON.parse(JSON.stringify(each)) as T;
}

/** NestJS cannot share a dedicated port between paths. */
function withOnePathPerPort(theCase: GatewayCase): GatewayCase {
  const gateways = theCase.gateways.map((gateway) => {
    const first = theCase.gateways.find(({ port }) => port === gateway.port);
    const { path: _, ...rest } = gateway;
    return gateway.port === 'application' ? gateway : withoutUndefined({ ...rest, path: first?.path });
  });
  return { ...theCase, gateways } as GatewayCase;
}

/**
 * ws does not support namespaces; with socket.io a path includes the paths below it, and NestJS does not reach one without
 * a slash at its start, so that there is nothing to compare with: `corpus/gateways/path-without-slash.json` has it.
 */
function fitting(theCase: GatewayCase): GatewayCase {
  if (theCase.adapter.library === 'socket.io') {
    const beside: Record<string, string> = { '/': '/p', p: '/p', '/p/q': '/q' };
    return {
      ...theCase,
      gateways: theCase.gateways.map((each) => (each.path ? { ...each, path: beside[each.path] ?? each.path } : each)),
    };
  }
  // Several servers of ws reject each other's paths unless an adapter routes the upgrades.
  const keepsPaths = theCase.adapter.variant !== 'documented';
  const gateways = theCase.gateways.map(({ namespace: _, path, ...gateway }) =>
    path !== undefined && keepsPaths ? { ...gateway, path } : gateway,
  );
  const script = theCase.script.map((step) =>
    step.do === 'connect' ? connect(step.client, step.gateway, false) : step,
  );
  return { ...theCase, gateways, script };
}

/**
 * Each path is spelled in one way, as `p`, `/p`, or not at all. With NestJS, gateways with other spellings have their own
 * servers, and which of them a client reaches is open. `corpus/gateways/one-path-in-two-spellings-*.json` have two.
 */
function withOneSpelling(theCase: GatewayCase): GatewayCase {
  const gateways = theCase.gateways.map(({ path, ...gateway }) => {
    const isSame = (other: Gateway) => other.port === gateway.port && bare(other.path) === bare(path);
    return withoutUndefined({ ...gateway, path: theCase.gateways.find(isSame)?.path });
  });
  return { ...theCase, gateways } as GatewayCase;
}

function bare(path = ''): string {
  return path.replace(/^\//, '');
}

/**
 * Only a handler that has its message for itself disconnects the client, and so do guards: whether others still run and
 * reply is open, and NestJS calls neither the handlers of further patterns nor, with ws, all handlers of a message.
 */
function withoutSharedEnds(theCase: GatewayCase): GatewayCase {
  const gateways = theCase.gateways.map((gateway) => {
    const { enhancers, handlers, inherited } = gateway;
    const isAlone = (handler: Handler) => hasOwnMessage(theCase, gateway, handler);
    const stays = (handler: Handler) => (isAlone(handler) ? handler : staying(handler));
    const areAlone = [...handlers, ...inherited].every(isAlone);
    return {
      areAlone,
      gateway: {
        ...gateway,
        handlers: handlers.map(stays),
        inherited: inherited.map(stays),
        enhancers: areAlone ? enhancers : staying(enhancers),
      },
    };
  });
  const { global } = theCase;
  return {
    ...theCase,
    gateways: gateways.map(({ gateway }) => gateway),
    global: gateways.every(({ areAlone }) => areAlone) ? global : { ...staying(global), by: global.by },
  };
}

/** Whether a handler has one name of a message, and is the only one at its server that has it. */
function hasOwnMessage({ gateways }: GatewayCase, gateway: Gateway, { patterns }: Handler): boolean {
  const [pattern] = patterns;
  if (patterns.length > 1 || typeof pattern !== 'string') return false;
  const called = gateways
    .filter((other) => sharesServer(gateway, other))
    .flatMap(({ handlers, inherited }) => handlersOf([...handlers, ...inherited], pattern));
  return called.length === 1;
}

/** The same handlers or enhancers, which disconnect nobody. */
function staying<T extends Handler | Enhancers>(each: T): T {
  return JSON.parse(JSON.stringify(each), (_key, part) => {
    if (part?.kind === 'leave') return part.of;
    return part?.does === 'leave' ? { ...part, does: 'pass' } : part;
  }) as T;
}
