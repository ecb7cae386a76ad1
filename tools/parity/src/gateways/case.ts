/** A value as plain data: JSON, or a tag for a value that cannot be serialized. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [key: string]: Value }
  | { readonly $: SpecialValue };

/** Values that cannot be serialized, by name; `make-value.ts` makes it. */
export type SpecialValue =
  | 'undefined'
  | 'nan'
  | 'bigint'
  | 'circular'
  | 'date'
  | 'buffer'
  | 'map'
  | 'instance'
  | 'symbol'
  | 'function'
  | 'throwing-json'
  | 'no-prototype';

/** When something asynchronous is done. `gated` waits until the script releases it. */
export type Timing = 'sync' | 'micro' | 'tick' | 'gated';

/** What is thrown. `special` is an error class that only a filter of the case catches. */
export interface Thrown {
  readonly type: 'ws' | 'error' | 'http' | 'special' | 'value';
  readonly payload: Value;
}

/** What a handler does, then returns. */
export type Result =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'echo' }
  | { readonly kind: 'reply'; readonly event: Value; readonly data: Value }
  | { readonly kind: 'throw'; readonly error: Thrown }
  | { readonly kind: 'promise'; readonly when: Timing; readonly of: Result }
  | {
      readonly kind: 'stream';
      readonly when: 'sync' | 'tick';
      readonly items: readonly Result[];
      readonly end: 'complete' | 'never' | Thrown;
    }
  | { readonly kind: 'ack'; readonly when: Timing; readonly values: readonly Value[]; readonly of: Result }
  | { readonly kind: 'emit'; readonly value: Value; readonly of: Result }
  | { readonly kind: 'leave'; readonly of: Result };

export interface Guard {
  readonly does: 'pass' | 'refuse' | 'throw' | 'falsy' | 'leave';
  readonly when: Exclude<Timing, 'gated'> | 'observable';
}

export interface Interceptor {
  readonly does: 'pass' | 'wrap' | 'throw' | 'replace' | 'empty' | 'recover' | 'fail-after' | 'value' | 'undefined';
  readonly when: Exclude<Timing, 'gated'>;
}

export interface Pipe {
  readonly does: 'pass' | 'wrap' | 'throw' | 'undefined' | 'parse-int';
  readonly when: Exclude<Timing, 'gated'>;
}

export interface Filter {
  readonly catches: 'all' | 'ws' | 'http' | 'special';
  readonly does: 'emit' | 'nothing' | 'throw' | 'rethrow' | 'super' | 'return';
  readonly when: Exclude<Timing, 'gated'>;
}

/** Enhancers of one level. */
export interface Enhancers {
  readonly guards: readonly Guard[];
  readonly interceptors: readonly Interceptor[];
  readonly pipes: readonly Pipe[];
  readonly filters: readonly Filter[];
}

export interface Parameter {
  readonly from: 'body' | 'key' | 'client' | 'ack' | 'undecorated';
  readonly pipes: readonly Pipe[];
}

/** An event name, or an object pattern. */
export type Pattern = string | { readonly [key: string]: Value };

export interface Handler {
  /** Several: several decorators on one method. */
  readonly patterns: readonly Pattern[];
  /** None: no parameter is decorated. */
  readonly parameters: readonly Parameter[];
  readonly result: Result;
  readonly enhancers: Enhancers;
}

export interface Hook {
  readonly when: Timing;
  readonly does: 'nothing' | 'throw' | 'leave' | 'emit';
}

export interface Gateway {
  /** `own` numbers a dedicated port. */
  readonly port: 'application' | 0 | 1;
  readonly path?: string;
  /** `~` marks a pattern: `~room` is `/^\/room-\d+$/`; `%` marks a function, which accepts the same names. */
  readonly namespace?: string;
  readonly scope: 'default' | 'request';
  readonly hooks: {
    readonly afterInit?: Hook;
    readonly handleConnection?: Hook;
    readonly handleDisconnect?: Hook;
  };
  readonly handlers: readonly Handler[];
  readonly enhancers: Enhancers;
  /** Handlers of the class that this one extends. */
  readonly inherited: readonly Handler[];
}

export type AdapterVariant =
  /** As it comes. */
  | 'plain'
  /** None is chosen: the application finds one. */
  | 'default'
  /** Given the HTTP server in place of the application. */
  | 'http-server'
  /** A subclass whose `bindMessageHandlers` calls that of the platform. */
  | 'sees-handlers'
  /** A subclass whose `bindMessageHandlers` is its own. */
  | 'own-handlers'
  /** A subclass whose `bindClientConnect` and `bindClientDisconnect` call those of the platform. */
  | 'sees-clients'
  /** A subclass whose `create` (`createIOServer` with socket.io) calls that of the platform. */
  | 'sees-servers'
  /** A subclass whose `close` calls that of the platform. */
  | 'sees-close'
  /** With a parser of its own (ws), or a `mapPayload` of its own (socket.io). */
  | 'own-parser'
  /** The five documented methods and nothing else, on the library. */
  | 'documented';

export interface Adapter {
  readonly library: 'socket.io' | 'ws';
  readonly variant: AdapterVariant;
}

export interface Message {
  readonly client: number;
  readonly event: Pattern;
  readonly args: readonly Value[];
  /** Whether an acknowledgement is asked for. */
  readonly ack: boolean;
}

export type Step =
  | { readonly do: 'connect'; readonly client: number; readonly gateway: number; readonly polling?: boolean }
  | ({ readonly do: 'send' } & Message)
  | { readonly do: 'burst'; readonly messages: readonly Message[] }
  /** A frame as it is; ws only. */
  | { readonly do: 'frame'; readonly client: number; readonly text: string; readonly binary: boolean }
  | { readonly do: 'leave'; readonly client: number; readonly how: 'close' | 'terminate' }
  /** Sends and is gone. */
  | ({ readonly do: 'send-and-leave'; readonly how: 'close' | 'terminate' } & Message)
  | { readonly do: 'release' }
  /** The gateway emits through its server property. */
  | { readonly do: 'broadcast'; readonly gateway: number; readonly value: Value };

/** An application with gateways, and what its clients do. */
export interface GatewayCase {
  readonly http: 'express' | 'fastify';
  readonly adapter: Adapter;
  readonly global: Enhancers & { readonly by: 'application' | 'token' };
  readonly gateways: readonly Gateway[];
  readonly script: readonly Step[];
  /** Whether the application closes before its clients have left. */
  readonly closeFirst: boolean;
}
