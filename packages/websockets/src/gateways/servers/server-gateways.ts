import type { Logger } from '@portico/common';
import type { DispatchOptions } from '../../contracts/options/dispatch-options.js';
import type { RoomOptions } from '../../contracts/options/room-options.js';
import type { GatewayHandler } from '../../dispatch/gateway-handler.js';
import type { GuardedGateway } from '../../handshake/create-handshake-checks.js';
import type { GatewayHooks, HookName } from '../gateway-hooks.js';
import { runHook } from '../run-hook.js';

/** A running gateway on a server. */
export interface BoundGateway extends GuardedGateway {
  readonly port: number;
  /** The name of the adapter, or that of its class. */
  readonly adapter: string;
  readonly hooks: GatewayHooks;
  readonly handlers: readonly GatewayHandler[];
  /** Whether messages wait for its `handleConnection`. */
  readonly waitsForConnection: boolean;
  readonly dispatch: DispatchOptions | undefined;
  readonly highWaterMark: number | undefined;
  readonly rooms: RoomOptions | undefined;
}

/** The gateways that share one server. */
export class ServerGateways {
  readonly all: BoundGateway[] = [];

  constructor(private readonly logger: Logger) {}

  add(gateway: BoundGateway): void {
    this.all.push(gateway);
  }

  get names(): string {
    return this.all.map(({ name }) => name).join(', ');
  }

  /** The gateways whose `handleConnection` has to complete before messages are handled. */
  get namesOfAwaited(): string {
    return this.all
      .filter(({ hooks, waitsForConnection }) => waitsForConnection && hooks.has('handleConnection'))
      .map(({ name }) => name)
      .join(' or ');
  }

  /**
   * Calls a hook of all gateways.
   *
   * @returns a promise only if there is a hook to wait for; it never rejects
   */
  announce(
    hook: Exclude<HookName, 'afterInit'>,
    client: object,
    args: readonly unknown[],
  ): Promise<unknown> | undefined {
    const pending: Promise<void>[] = [];
    for (const { name, hooks, waitsForConnection } of this.all) {
      if (!hooks.has(hook)) continue;
      const running = runHook(this.logger, name, hook, () => hooks.call(hook, client, args));
      if (running && (waitsForConnection || hook !== 'handleConnection')) pending.push(running);
    }
    return pending.length > 0 ? Promise.all(pending) : undefined;
  }
}
