import type { ContextType, ExecutionContext, Type } from '@portico/common';

type HttpView = ReturnType<ExecutionContext['switchToHttp']>;
type WsView = ReturnType<ExecutionContext['switchToWs']>;
type RpcView = ReturnType<ExecutionContext['switchToRpc']>;

/**
 * The one execution context of a call, shared by its guards, interceptors, parameter factories
 * and filters. It is its own HTTP and WebSocket view, so that switching allocates nothing.
 */
export class CallContext implements ExecutionContext, HttpView, WsView {
  /** Whether the handler was called. Set only for handlers with interceptors, which may read it. */
  isHandlerReached = false;
  /** The object that represents the request: see `requestOfCall()`. */
  request: object | undefined = undefined;
  private type: string;

  constructor(
    type: string,
    private readonly arity: number,
    private readonly owner: Type<unknown> | null,
    private readonly method: Function | null,
    readonly a0: unknown,
    readonly a1: unknown,
    readonly a2: unknown,
    readonly a3: unknown,
  ) {
    this.type = type;
  }

  getType<T extends string = ContextType>(): T;
  getType(): string {
    return this.type;
  }

  setType<T extends string = ContextType>(type: T): void {
    if (type) this.type = type;
  }

  getClass<T = any>(): Type<T>;
  getClass(): Type<unknown> {
    return this.owner!;
  }

  getHandler(): Function {
    return this.method!;
  }

  getArgs<T extends unknown[] = any[]>(): T;
  getArgs(): unknown[] {
    const all = [this.a0, this.a1, this.a2, this.a3];
    all.length = this.arity;
    return all;
  }

  getArgByIndex<T = any>(index: number): T;
  getArgByIndex(index: number): unknown {
    if (index >= this.arity) return undefined;
    switch (index) {
      case 0:
        return this.a0;
      case 1:
        return this.a1;
      case 2:
        return this.a2;
      default:
        return index === 3 ? this.a3 : undefined;
    }
  }

  switchToHttp(): HttpView {
    return this;
  }

  switchToWs(): WsView {
    return this;
  }

  switchToRpc(): RpcView {
    return {
      getData: () => this.getArgByIndex(0),
      getContext: () => this.getArgByIndex(1),
    };
  }

  getRequest<T = any>(): T;
  getRequest(): unknown {
    return this.a0;
  }

  getResponse<T = any>(): T;
  getResponse(): unknown {
    return this.a1;
  }

  getNext<T = any>(): T;
  getNext(): unknown {
    return this.a2;
  }

  getClient<T = any>(): T;
  getClient(): unknown {
    return this.a0;
  }

  getData<T = any>(): T;
  getData(): unknown {
    return this.a1;
  }

  getPattern(): string {
    return this.getArgByIndex<string>(this.arity - 1);
  }
}

/** The execution context of a call with any number of arguments. */
class ListCallContext extends CallContext {
  constructor(
    type: string,
    owner: Type<unknown> | null,
    method: Function | null,
    private readonly list: unknown[],
  ) {
    super(type, list.length, owner, method, list[0], list[1], list[2], list[3]);
  }

  override getArgs<T extends unknown[] = any[]>(): T;
  override getArgs(): unknown[] {
    return this.list;
  }

  override getArgByIndex<T = any>(index: number): T;
  override getArgByIndex(index: number): unknown {
    return this.list[index];
  }
}

/** Creates the execution context of a call from the arguments of the transport. */
export type ContextMaker = (a0: unknown, a1: unknown, a2: unknown, a3: unknown) => CallContext;

/** The members of a transport profile that concern contexts. */
interface ContextSettings {
  readonly type: string;
  readonly arity: 1 | 2 | 3 | 4 | 'list';
  readonly contextClass?: typeof CallContext;
}

/** Creates the factory of execution contexts for a handler; without a handler, for failures that belong to none. */
export function contextMaker(
  { type, arity, contextClass: Context = CallContext }: ContextSettings,
  owner: Type<unknown> | null = null,
  method: Function | null = null,
): ContextMaker {
  // With the arity `list` the first argument is the list of all arguments.
  if (arity === 'list') return (list) => new ListCallContext(type, owner, method, list as unknown[]);
  return (a0, a1, a2, a3) => new Context(type, arity, owner, method, a0, a1, a2, a3);
}
