import type { INestApplicationContext, Type } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import { ContextIdFactory } from '@portico/core';
import type { ProviderRecord } from '@portico/core/internal';
import type { MessageRequest } from '../contracts/message-request.js';

export type HookName = 'afterInit' | 'handleConnection' | 'handleDisconnect';

type Hooked = Partial<Record<HookName, (...args: unknown[]) => unknown>>;

/**
 * Calls the hooks of one gateway. A gateway that lives as long as the application is called as it
 * is; one with a shorter scope is made for the call, as it is made for each message.
 */
export class GatewayHooks {
  private readonly isStatic: boolean;
  private readonly prototype: Hooked;

  constructor(
    private readonly provider: ProviderRecord<object>,
    private readonly application: INestApplicationContext,
  ) {
    this.isStatic = provider.isDependencyTreeStatic();
    this.prototype = (provider.metatype as Type<object>).prototype as Hooked;
  }

  /** Whether there is anything to call. */
  has(hook: HookName): boolean {
    return typeof this.target()[hook] === 'function';
  }

  /** A gateway with a shorter scope has no instance when its server is made, and hears nothing of it. */
  afterInit(server: unknown): unknown {
    return this.isStatic ? this.target().afterInit?.(server) : undefined;
  }

  /** @throws what the hook throws */
  call(hook: 'handleConnection' | 'handleDisconnect', client: object, args: readonly unknown[]): unknown {
    if (this.isStatic) return this.target()[hook]?.(client, ...args);
    return this.makeFor({ client, data: undefined, pattern: hook }).then((gateway) => gateway[hook]?.(client, ...args));
  }

  private target(): Hooked {
    return this.isStatic ? (this.provider.instance as Hooked) : this.prototype;
  }

  private async makeFor(request: MessageRequest): Promise<Hooked> {
    const contextId = ContextIdFactory.getByRequest(request);
    this.application.registerRequestByContextId(request, contextId);
    return this.application.resolve(this.provider.token as Type<Hooked>, contextId, { strict: false });
  }
}

/** Runs a hook so that nothing that it does ends anything. */
export function attempt(run: () => unknown, onFailure: (error: unknown) => void): Promise<void> | undefined {
  try {
    const result = run();
    return isPromiseLike(result) ? Promise.resolve(result).then(() => undefined, onFailure) : undefined;
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}
