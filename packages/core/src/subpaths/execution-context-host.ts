/** `@portico/core/helpers/execution-context-host.js`: an execution context made by hand, for tests and other transports. */
import type { ContextType, ExecutionContext, Type } from '@portico/common';

type HttpView = ReturnType<ExecutionContext['switchToHttp']>;
type WsView = ReturnType<ExecutionContext['switchToWs']>;
type RpcView = ReturnType<ExecutionContext['switchToRpc']>;

/**
 * An execution context of given arguments. The contexts of real calls are of another class.
 *
 * @example
 * const context = new ExecutionContextHost([request, response], CatsController, CatsController.prototype.findAll);
 * expect(guard.canActivate(context)).toBe(true);
 */
export class ExecutionContextHost implements ExecutionContext, HttpView, WsView {
  private contextType = 'http';

  /**
   * @param args what the handler is called with: `[request, response, next]`, or `[client, data]` for gateways
   * @param constructorRef the class of the handler. Default: `null`
   * @param handler the method. Default: `null`
   */
  constructor(
    private readonly args: any[],
    private readonly constructorRef: Type<any> | null = null,
    private readonly handler: Function | null = null,
  ) {}

  /** Sets the type of the context. Ignores an empty name. */
  setType<T extends string = ContextType>(type: T): void {
    if (type) this.contextType = type;
  }

  getType<T extends string = ContextType>(): T;
  getType(): string {
    return this.contextType;
  }

  getClass<T = any>(): Type<T> {
    return this.constructorRef!;
  }

  getHandler(): Function {
    return this.handler!;
  }

  getArgs<T extends any[] = any[]>(): T;
  getArgs(): any[] {
    return this.args;
  }

  getArgByIndex<T = any>(index: number): T {
    return this.args[index];
  }

  switchToHttp(): HttpView {
    return this;
  }

  switchToWs(): WsView {
    return this;
  }

  switchToRpc(): RpcView {
    return { getData: () => this.args[0], getContext: () => this.args[1] };
  }

  getRequest<T = any>(): T {
    return this.args[0];
  }

  getResponse<T = any>(): T {
    return this.args[1];
  }

  getNext<T = any>(): T {
    return this.args[2];
  }

  getClient<T = any>(): T {
    return this.args[0];
  }

  getData<T = any>(): T {
    return this.args[1];
  }

  getPattern(): string {
    return this.args.at(-1);
  }
}
