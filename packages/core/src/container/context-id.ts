import { isObject } from '@portico/common/internal';
import { ContextStore } from './context-store.js';

/** The provider for which a strategy chooses the context. */
export interface HostComponentInfo {
  /** Whether the provider, with all that it depends on, is durable. */
  readonly isTreeDurable: boolean;
}

/** Returns the context of a provider. */
export type ContextIdResolverFn = (info: HostComponentInfo) => ContextId;

/** A {@link ContextIdResolverFn} with the value that durable providers get for `REQUEST`. */
export interface ContextIdResolver {
  payload: unknown;
  resolve: ContextIdResolverFn;
}

/** Returns a parent context for durable providers, for example one per tenant. */
export interface ContextIdStrategy<T = any> {
  /**
   * Called once per context.
   *
   * @param contextId the new context
   * @param request the request or message of the context
   */
  attach(contextId: ContextId, request: T): ContextIdResolverFn | ContextIdResolver | undefined;
}

/** Identifies a context: one request, or one message. Its instances are garbage-collected with this object. */
export interface ContextId {
  readonly id: number;
  payload?: unknown;
  getParent?(info: HostComponentInfo): ContextId;
}

/** Belongs to no request: third-party modules use it to refer to singletons. */
export const STATIC_CONTEXT: ContextId = Object.freeze({ id: 0 });

let lastId = 0;
const foreignStores = new WeakMap<ContextId, ContextStore>();

/** A context id with its store in a private field, because reading a private field costs less than a WeakMap. */
class NamedContext implements ContextId {
  readonly id = ++lastId;
  payload?: unknown;
  getParent?: ContextIdResolverFn;
  #store: ContextStore | undefined;

  static storeOf(contextId: ContextId): ContextStore {
    if (#store in contextId) {
      contextId.#store ??= new ContextStore();
      return contextId.#store;
    }
    let store = foreignStores.get(contextId);
    if (!store) {
      store = new ContextStore();
      foreignStores.set(contextId, store);
    }
    return store;
  }
}

/** Creates the id of a new context. */
export function createContextId(): ContextId {
  return new NamedContext();
}

/** Returns the store of a context. Objects of the application that are used as context ids have one too. */
export function contextStoreOf(contextId: ContextId): ContextStore {
  return NamedContext.storeOf(contextId);
}

/** Returns the context in which a provider lives: a parent context when a strategy says so. */
export function contextFor(contextId: ContextId, isTreeDurable: boolean): ContextId {
  return contextId.getParent === undefined ? contextId : contextId.getParent({ isTreeDurable });
}

/**
 * Returns the value of `REQUEST` for a provider. In a parent context it is the payload of the strategy; without a
 * payload it is the request for which the provider is created, which the parent does not keep.
 */
export function requestFor(contextId: ContextId, isTreeDurable: boolean): unknown {
  const home = contextFor(contextId, isTreeDurable);
  const store = contextStoreOf(home);
  if (home === contextId) return store.request;
  if (isTreeDurable && contextId.payload !== undefined) store.request = contextId.payload;
  return store.request === undefined ? contextStoreOf(contextId).request : store.request;
}

/** Assigns the payload of a strategy to the request, for providers of the request itself. */
export function sharePayload(contextId: ContextId, request: object): void {
  const { payload } = contextId;
  if (typeof payload === 'object' && payload !== null && Object.isExtensible(request)) Object.assign(request, payload);
}

/** The property under which a request keeps its context. */
export const REQUEST_CONTEXT_ID: unique symbol = Symbol.for('portico.request-context-id');

/** Of requests that are frozen; `undefined` while there are none, because a look-up in it is slow. */
let frozenRequests: WeakMap<object, ContextId> | undefined;
const STRATEGY: unique symbol = Symbol.for('portico.context-id-strategy');

/** The strategy is shared by the process: all copies of the package use it. */
const shared: object & { [STRATEGY]?: ContextIdStrategy } = globalThis;

/** Creates context ids, and finds those of requests. */
export class ContextIdFactory {
  /** Creates a context without a request. */
  static create(): ContextId {
    return createContextId();
  }

  /**
   * Returns the context of a request, or creates one.
   *
   * @param request the request, or the context of a message
   * @param propsToInspect where a wrapped request may be found
   */
  static getByRequest<T extends object = object>(request: T, propsToInspect: readonly string[] = ['raw']): ContextId {
    const known = contextIdOf(request, propsToInspect);
    if (known) return known;
    const contextId = createContextId();
    const strategy = shared[STRATEGY];
    if (strategy) attachParent(strategy, contextId, request);
    return contextId;
  }

  /** Sets the strategy for all contexts created from now on, in all applications of the process. */
  static apply(next: ContextIdStrategy): void {
    shared[STRATEGY] = next;
  }
}

function attachParent(chosen: ContextIdStrategy, contextId: ContextId, request: object): void {
  const answer = chosen.attach(contextId, request);
  if (!answer) return;
  if (typeof answer === 'function') {
    contextId.getParent = answer;
    return;
  }
  contextId.getParent = answer.resolve;
  contextId.payload = answer.payload;
}

function contextIdOf(request: object, propsToInspect: readonly string[]): ContextId | undefined {
  const own = read(request);
  if (own) return own;
  for (const property of propsToInspect) {
    const inner: unknown = isObject(request) ? request[property] : undefined;
    const found = isObject(inner) ? read(inner) : undefined;
    if (found) return found;
  }
  return undefined;
}

function read(request: { readonly [REQUEST_CONTEXT_ID]?: ContextId }): ContextId | undefined {
  return request[REQUEST_CONTEXT_ID] ?? frozenRequests?.get(request);
}

/** Stores the context of a request on the request. */
export function keepContextId(request: object, contextId: ContextId): void {
  if (Object.isExtensible(request)) {
    Object.defineProperty(request, REQUEST_CONTEXT_ID, { value: contextId, enumerable: false, configurable: true });
  } else {
    frozenRequests ??= new WeakMap();
    frozenRequests.set(request, contextId);
  }
}
