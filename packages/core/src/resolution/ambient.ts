import type { ContextId } from '../container/context-id.js';
import type { ProviderRecord } from '../container/provider-record.js';
import type { InstanceMaker } from './instance-maker.js';

/**
 * What is being made right now. Three variables instead of an object: they are set for every
 * instance, and nothing is allocated for them.
 */
let maker: InstanceMaker | null = null;
let record: ProviderRecord | null = null;
let contextId: ContextId | null = null;

/** What `inject()` sees. */
export interface Ambient {
  readonly maker: InstanceMaker;
  readonly record: ProviderRecord;
  readonly contextId: ContextId | null;
}

/** What is being made, or `undefined` between two makings. */
export function ambient(): Ambient | undefined {
  return maker === null || record === null ? undefined : { maker, record, contextId };
}

/** Runs the constructor or the factory of a record with it as the ambience. */
export function making(by: InstanceMaker, what: ProviderRecord, context: ContextId | null, args: readonly unknown[]): unknown {
  const previousMaker = maker;
  const previousRecord = record;
  const previousContext = contextId;
  maker = by;
  record = what;
  contextId = context;
  try {
    return what.kind === 'class' ? construct(what.metatype as Constructor, args) : (what.metatype as Factory)(...args);
  } finally {
    maker = previousMaker;
    record = previousRecord;
    contextId = previousContext;
  }
}

type Constructor = new (...args: unknown[]) => object;
type Factory = (...args: unknown[]) => unknown;

/** Spelled out for the usual numbers of parameters: spreading an array costs about as much as a small constructor. */
function construct(type: Constructor, args: readonly unknown[]): object {
  switch (args.length) {
    case 0:
      return new type();
    case 1:
      return new type(args[0]);
    case 2:
      return new type(args[0], args[1]);
    case 3:
      return new type(args[0], args[1], args[2]);
    case 4:
      return new type(args[0], args[1], args[2], args[3]);
    default:
      return new type(...args);
  }
}
