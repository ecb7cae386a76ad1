import type { ContextType, ExecutionContext, Type } from '@portico/common';

type HttpView = ReturnType<ExecutionContext['switchToHttp']>;
type WsView = ReturnType<ExecutionContext['switchToWs']>;
type RpcView = ReturnType<ExecutionContext['switchToRpc']>;

/** The execution context of a call that comes from outside of the transports, with whatever arguments it has. */
export class ExternalCall implements ExecutionContext {
  #type: string;
  readonly #args: readonly unknown[];
  readonly #owner: Type<unknown>;
  readonly #handler: Function;

  constructor(type: string, args: readonly unknown[], owner: Type<unknown>, handler: Function) {
    this.#type = type;
    this.#args = args;
    this.#owner = owner;
    this.#handler = handler;
  }

  getType<T extends string = ContextType>(): T {
    return this.#type as T;
  }

  setType<T extends string = ContextType>(type: T): void {
    if (type) this.#type = type;
  }

  getClass<T = any>(): Type<T> {
    return this.#owner as Type<T>;
  }

  getHandler(): Function {
    return this.#handler;
  }

  getArgs<T extends any[] = any[]>(): T {
    return this.#args as T;
  }

  getArgByIndex<T = any>(index: number): T {
    return this.#args[index] as T;
  }

  switchToHttp(): HttpView {
    return {
      getRequest: <T>() => this.#args[0] as T,
      getResponse: <T>() => this.#args[1] as T,
      getNext: <T>() => this.#args[2] as T,
    };
  }

  switchToWs(): WsView {
    return {
      getClient: <T>() => this.#args[0] as T,
      getData: <T>() => this.#args[1] as T,
      getPattern: () => this.#args.at(-1) as string,
    };
  }

  switchToRpc(): RpcView {
    return { getData: <T>() => this.#args[0] as T, getContext: <T>() => this.#args[1] as T };
  }
}
