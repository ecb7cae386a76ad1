import type { Logger } from '@portico/common';
import { errorMessage } from '@portico/common/internal';
import type { StoppedWork } from '@portico/core/transports';
import type { AddressOf } from '../../connections/client-address.js';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { ServerPlace } from '../../diagnostics/server-place.js';
import { addUser, disposeAdapter } from '../adapters/close-adapters.js';
import type { GatewayRecord } from '../gateway-record.js';
import { shutdownLimits } from '../options/shutdown-limits.js';
import { ServerHub } from './server-hub.js';

/** The hubs of the servers of one adapter, each with the clients of one server or namespace. */
export class AdapterServers {
  private readonly hubs = new Map<object, ServerHub>();

  constructor(
    readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
    private readonly addressOf: AddressOf,
  ) {
    addUser(adapter);
  }

  /** @param roomsName the same in all processes */
  hubOn(place: ServerPlace, roomsName: string, { name, options }: GatewayRecord): ServerHub {
    let hub = this.hubs.get(place.server);
    if (!hub) {
      hub = new ServerHub(place, this.adapter, this.logger, roomsName, this.addressOf);
      this.hubs.set(place.server, hub);
    }
    hub.enableRecovery(name, options.connectionStateRecovery);
    return hub;
  }

  /** @param initialized clients that connect before it resolves wait for it */
  open(initialized: Promise<unknown> | undefined): void {
    for (const hub of this.hubs.values()) hub.open(initialized);
  }

  /** @returns whether clients were being checked: their refusals have yet to be sent */
  refuse(): boolean {
    return [...this.hubs.values()].map((hub) => hub.refuse()).includes(true);
  }

  /**
   * Completes messages until the deadline, unless connections have to be terminated immediately.
   *
   * @returns the work that was stopped
   */
  async finish(deadline = Number.POSITIVE_INFINITY): Promise<StoppedWork> {
    if (this.adapter.forceCloseConnections) return {};
    const { batchSize, intervalMs, timeoutMs } = this.shutdownLimits();
    const hubs = [...this.hubs.values()];
    const controller = new AbortController();
    const left = Math.max(0, Math.min(deadline - Date.now(), timeoutMs));
    const timer = setTimeout(() => controller.abort(), left);
    await Promise.all(hubs.map((hub) => hub.finish({ batchSize, intervalMs, signal: controller.signal })));
    clearTimeout(timer);
    if (!controller.signal.aborted) return {};
    const stopped = hubs.map((hub) => hub.stop());
    // There is no time for closing handshakes.
    this.adapter.forceCloseConnections = true;
    return {
      'WebSocket messages': sum(stopped.map(({ messages }) => messages)),
      'WebSocket clients': sum(stopped.map(({ clients }) => clients)),
    };
  }

  /** The options may have been set after the start; invalid ones must not prevent that the clients are disconnected. */
  private shutdownLimits(): ReturnType<typeof shutdownLimits> {
    const { name } = this.adapter.constructor;
    try {
      return shutdownLimits(this.adapter.shutdown, name);
    } catch (error) {
      this.logger.error(errorMessage(error));
      return shutdownLimits(undefined, name);
    }
  }

  /** Waits for the hooks of disconnected clients. */
  async drained(hookTimeMs: number | undefined): Promise<void> {
    await Promise.all([...this.hubs.values()].map((hub) => hub.drained(hookTimeMs)));
  }

  /** Calls `dispose` of the adapter unless another application uses it, and waits for it up to a time limit. */
  async dispose(timeoutMs: number | undefined): Promise<void> {
    for (const hub of this.hubs.values()) hub.dispose();
    this.hubs.clear();
    await disposeAdapter(this.logger, this.adapter, timeoutMs);
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
