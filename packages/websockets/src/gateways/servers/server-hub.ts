import type { IncomingMessage } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '@portico/common';
import { portableClientOf } from '../../clients/portable-client.js';
import type { AddressOf } from '../../connections/client-address.js';
import { type BatchOptions, closeInBatches } from '../../connections/close-in-batches.js';
import { ServerClients } from '../../connections/server-clients.js';
import { CLOSE_CODES } from '../../contracts/adapter/close-codes.js';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import type { HandshakeRefusal } from '../../contracts/adapter/handshake.js';
import type { RecoveryOptions } from '../../contracts/options/recovery-options.js';
import { type RefusedHandshake, refusalChannel } from '../../diagnostics/channels.js';
import type { ServerPlace } from '../../diagnostics/server-place.js';
import { dispatchLimits } from '../../dispatch/dispatch-limits.js';
import { keepStats } from '../../dispatch/dispatch-stats.js';
import { Dispatcher } from '../../dispatch/dispatcher.js';
import type { Message } from '../../dispatch/message.js';
import { clientLimitsOf } from '../../handshake/client-limits-of.js';
import { createHandshakeChecks } from '../../handshake/create-handshake-checks.js';
import type { HandshakeChecks } from '../../handshake/handshake-checks.js';
import { SessionKeeper } from '../../recovery/session-keeper.js';
import { roomLimits } from '../../rooms/room-limits.js';
import { ServerRooms } from '../../rooms/server-rooms.js';
import { recoveryLimits } from '../../sessions/recovery-limits.js';
import { warnAboutDifferentOptions } from '../../support/warn-about-different-options.js';
import { DefinedNames } from '../../validation/defined-names.js';
import { ClientLifecycle } from '../client-lifecycle.js';
import { announceServer } from '../description/gateway-servers.js';
import { ServerStatus } from '../description/server-status.js';
import { missingPause, slowConnection, slowDisconnection, uncountableClients } from './server-errors.js';
import { type BoundGateway, ServerGateways } from './server-gateways.js';

/** How long `close` waits for clients to disconnect and for their hooks. */
const DRAIN_TIMEOUT_MS = 10_000;

/**
 * One server (a port and path, or a namespace of it) with all gateways that share it. However many they are, the server
 * has one connection listener, and each client one listener for messages and one for disconnecting.
 */
export class ServerHub {
  private readonly gateways: ServerGateways;
  private readonly clients: ServerClients<Message>;
  private readonly dispatcher: Dispatcher;
  private readonly defined = new DefinedNames();
  readonly rooms: ServerRooms;
  private checks: HandshakeChecks | undefined;
  private lifecycle: ClientLifecycle | undefined;
  private recovery: RecoveryOptions | undefined;
  private sessions: SessionKeeper | undefined;
  private isSlowConnectionLogged = false;
  private unregister: (() => void) | undefined;

  constructor(
    readonly place: ServerPlace,
    private readonly adapter: GatewayAdapter,
    private readonly logger: Logger,
    name: string,
    private readonly addressOf: AddressOf,
  ) {
    this.gateways = new ServerGateways(logger);
    this.clients = new ServerClients(adapter.bindClientDisconnect !== undefined);
    this.dispatcher = new Dispatcher(adapter, this.clients, (event) => this.warnOfSlowConnection(event));
    this.rooms = new ServerRooms(adapter, place, name, this.clients, portableClientOf);
    keepStats(place.server, this.dispatcher.stats);
    this.dispatcher.stats.measure = () => this.clients.bufferedBytes;
    this.dispatcher.stats.measureUnshared = () => this.rooms.unshared;
  }

  /**
   * Enables recovery according to the options of a gateway; libraries with rooms do this themselves. Called before
   * `addGateway`.
   */
  enableRecovery(gateway: string, options: RecoveryOptions | undefined): void {
    const given = options ?? this.adapter.connectionStateRecovery;
    if (!given || this.rooms.isOfLibrary) return;
    if (this.recovery && !isDeepStrictEqual(this.recovery, given)) {
      warnAboutDifferentOptions(this.logger, gateway, 'another gateway', 'connectionStateRecovery');
    }
    this.recovery ??= given;
    this.rooms.recovery ??= recoveryLimits(given, gateway);
  }

  addGateway(gateway: BoundGateway): void {
    this.applyOptions(gateway);
    this.gateways.add(gateway);
    for (const handler of gateway.handlers) {
      this.defined.add(gateway.name, handler);
      this.dispatcher.routes.add(handler);
    }
  }

  /**
   * Starts accepting clients.
   *
   * @param initialized clients that connect before it resolves wait for it
   */
  open(initialized?: Promise<unknown>): void {
    const { adapter, addressOf, clients, dispatcher, gateways, rooms, place } = this;
    if (dispatcher.limits.overflow === 'pause' && !adapter.pauseClient) {
      this.logger.warn(missingPause(gateways.names).message);
    }
    const limits = clientLimitsOf(gateways.all, this.logger, addressOf);
    const publish = (request: IncomingMessage, refusal: HandshakeRefusal): void => {
      if (!refusalChannel.hasSubscribers) return;
      refusalChannel.publish({ ...place, ...refusal, request } satisfies RefusedHandshake);
    };
    adapter.limitConnections?.(place.server, limits, publish);
    this.checks = createHandshakeChecks(gateways.all, limits, this.logger, ({ request }, refusal) => {
      // A client that is checked after connecting has a connection, whose trace has the refusal.
      if (!lateChecks) publish(request, refusal);
    });
    const lateChecks = this.checks && this.isLate(this.checks) ? this.checks : undefined;
    rooms.open();
    if (rooms.recovery) this.sessions = new SessionKeeper(rooms, rooms.recovery);
    const { sessions } = this;
    dispatcher.sessions = sessions;
    const parts = { adapter, addressOf, dispatcher, clients, gateways, rooms, sessions, lateChecks };
    const lifecycle = new ClientLifecycle(parts, initialized);
    this.lifecycle = lifecycle;
    this.unregister = announceServer(
      new ServerStatus(place, gateways.all, { clients, rooms, stats: dispatcher.stats }),
    );
    adapter.bindClientConnect(place.server, (client: object, ...args: unknown[]) => lifecycle.connect(client, args));
  }

  /**
   * Accepts no more clients, and handles no more messages except those that have been accepted.
   *
   * @returns whether clients were being checked, because their refusals have not been sent yet
   */
  refuse(): boolean {
    this.dispatcher.close();
    this.lifecycle?.close();
    return this.checks?.close() ?? false;
  }

  /** Completes the accepted messages, and disconnects each client when its own have completed. */
  async finish(options: BatchOptions): Promise<void> {
    const { adapter } = this;
    await closeInBatches(
      this.clients,
      (connection) => {
        connection.endStreams();
        adapter.closeClient?.(connection.client, CLOSE_CODES.serviceRestart, 'The server is closing');
      },
      options,
    );
  }

  /**
   * Stops the remaining messages.
   *
   * @returns how many messages, and how many clients are still connected
   */
  stop(): { messages: number; clients: number } {
    return { messages: this.dispatcher.stop(), clients: this.clients.size };
  }

  /** Waits, up to a time limit, until every client has disconnected and its hooks have completed. */
  async drained(timeoutMs = DRAIN_TIMEOUT_MS): Promise<void> {
    const { clients, gateways, logger } = this;
    if (await clients.drained(timeoutMs)) return;
    logger.warn(slowDisconnection(gateways.names, clients.remaining, timeoutMs).message);
  }

  /** Closes the sessions and the rooms, and unregisters the server. Called when all clients have disconnected. */
  dispose(): void {
    this.sessions?.close();
    this.rooms.close();
    this.unregister?.();
  }

  /**
   * Applies the options of a gateway. Gateways that share a server share its clients: if two have different options,
   * those of the first one are used.
   */
  private applyOptions({ name, dispatch, highWaterMark, rooms }: BoundGateway): void {
    const limiting = this.gateways.all.find((gateway) => gateway.rooms);
    if (rooms && !limiting) this.rooms.limits = roomLimits(rooms, name);
    if (rooms && limiting && !isDeepStrictEqual(limiting.rooms, rooms)) {
      warnAboutDifferentOptions(this.logger, name, limiting.name, 'rooms');
    }
    if (typeof highWaterMark === 'number') this.dispatcher.server.highWaterMark = highWaterMark;
    if (!dispatch) return;
    const first = this.gateways.all.find((gateway) => gateway.dispatch);
    if (!first) {
      this.dispatcher.limits = dispatchLimits(dispatch, name, this.dispatcher.limits);
    } else if (!isDeepStrictEqual(first.dispatch, dispatch)) {
      warnAboutDifferentOptions(this.logger, name, first.name, 'dispatch');
    }
  }

  /** Returns whether clients can be checked only after the adapter has accepted them. */
  private isLate(checks: HandshakeChecks): boolean {
    if (this.adapter.bindHandshake?.(this.place.server, checks.admit)) return false;
    if (checks.isCounting && !this.adapter.bindClientDisconnect) throw uncountableClients(this.gateways.names);
    return true;
  }

  /** Warns of messages that wait for `handleConnection`, once for each server, however many clients wait. */
  private warnOfSlowConnection(event: string): void {
    if (this.isSlowConnectionLogged) return;
    this.isSlowConnectionLogged = true;
    this.logger.warn(slowConnection(this.gateways.namesOfAwaited, event).message);
  }
}
