import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HandshakeCheck } from '../contracts/handshake.js';
import { checkUpgrade } from '../handshake/check-upgrade.js';
import { failUpgrade } from './end-upgrade.js';
import { refuseUpgrade, refuseWhileClosing } from './refuse-upgrade.js';

/** One owner of paths on an HTTP server. */
export interface UpgradeRoute {
  /** Whether the path is the owner's. Asked before anyone else on the server sees the request. */
  owns(pathname: string, request: IncomingMessage): boolean;
  /** Whether the owner also takes the paths that no other owner has: it named none, and has the port for itself. */
  readonly ownsRest?: boolean;
  /** Whether the owner takes no more clients: they are refused with 503 and `Retry-After`. */
  isClosing?(): boolean;
  /** The check of the owner's clients, before they are passed to `handle`: what `bindHandshake` of its adapter was called with. */
  handshakeCheck?(): HandshakeCheck | undefined;
  /** Takes the connection over. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const ROUTER: unique symbol = Symbol.for('portico.websockets.upgrade-router');

type Emit = EventEmitter['emit'];

/**
 * Shares the upgrades of one HTTP server among the WebSocket servers on it, those of others
 * included.
 *
 * Node tells every `upgrade` listener of every upgrade, and common listeners (that of
 * `new WebSocketServer({ server, path })`, for one) refuse each path that is not theirs, whether or
 * not somebody else has taken it. So an upgrade whose path is owned here is handled before the
 * listeners see it, and all others go to them as if nobody stood in between. When the last route
 * has gone the server is as it was.
 */
export class UpgradeRouter {
  private readonly routes: UpgradeRoute[] = [];
  private uninstall: (() => void) | undefined;

  private constructor(private readonly server: EventEmitter) {}

  /** Returns the router of an HTTP server; there is one per server. */
  static of(server: EventEmitter): UpgradeRouter {
    const holder = server as EventEmitter & { [ROUTER]?: UpgradeRouter };
    const existing = holder[ROUTER];
    if (existing) return existing;
    const router = new UpgradeRouter(server);
    Object.defineProperty(holder, ROUTER, { value: router, configurable: true });
    return router;
  }

  /**
   * Adds an owner; of two that claim one path the first gets it.
   *
   * @returns takes the owner away again
   */
  add(route: UpgradeRoute): () => void {
    this.routes.push(route);
    this.uninstall ??= this.install();
    return () => {
      const index = this.routes.indexOf(route);
      if (index < 0) return;
      this.routes.splice(index, 1);
      if (this.routes.length > 0) return;
      this.uninstall?.();
      this.uninstall = undefined;
    };
  }

  private install(): () => void {
    const { server } = this;
    const before = Object.getOwnPropertyDescriptor(server, 'emit');
    const emit = server.emit as Emit;
    const dispatch = (request: IncomingMessage, socket: Duplex, head: Buffer): boolean =>
      this.dispatch(request, socket, head);
    function emitOwned(this: EventEmitter, event: string | symbol, ...args: any[]): boolean {
      if (event === 'upgrade' && dispatch(args[0], args[1], args[2])) return true;
      return emit.call(this, event, ...args);
    }
    server.emit = emitOwned as Emit;
    // Also what keeps Node raising upgrades at all, when nobody else listens to them.
    const refuse = (request: IncomingMessage, socket: Duplex): void =>
      refuseUpgrade(request, socket, server.listenerCount('upgrade') > 1);
    server.on('upgrade', refuse);
    return () => {
      server.off('upgrade', refuse);
      // Somebody may have wrapped `emit` after us; without routes ours passes everything on.
      if (server.emit !== (emitOwned as Emit)) return;
      if (before) Object.defineProperty(server, 'emit', before);
      else delete (server as { emit?: Emit }).emit;
      delete (server as { [ROUTER]?: UpgradeRouter })[ROUTER];
    };
  }

  private dispatch(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const pathname = pathOf(request.url);
    try {
      const owner =
        this.routes.find((route) => route.owns(pathname, request)) ?? this.routes.find(({ ownsRest }) => ownsRest);
      if (!owner) return false;
      if (owner.isClosing?.()) {
        refuseWhileClosing(socket);
        return true;
      }
      const check = owner.handshakeCheck?.();
      if (check) checkUpgrade(check, request, socket, head, (bytes) => owner.handle(request, socket, bytes));
      else owner.handle(request, socket, head);
    } catch (error) {
      failUpgrade(request, socket, error);
    }
    return true;
  }
}

/** The path of a request target, which clients behind a proxy may send in absolute form (RFC 9112, section 3.2.2). */
function pathOf(url = '/'): string {
  const target = url.startsWith('/') ? url : url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const query = target.search(/[?#]/);
  return (query < 0 ? target : target.slice(0, query)) || '/';
}
