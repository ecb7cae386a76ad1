import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase } from '../case.js';
import { sharesServer } from './messages.js';
import { beyond, crashes, isPartOf, isReceived, isSameWithout, linesOf, someOf } from './seen.js';

/** Differences in hooks and disconnects. */
export const hookDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-hook-fails',
    area: 'gateways',
    title: '`afterInit`, `handleConnection` or `handleDisconnect` throws or rejects',
    reference: 'An uncaught exception or an unhandled rejection crashes the process.',
    portico: 'The error is logged, and the application continues.',
    reason: 'One client must not be able to disconnect all others.',
    docs: 'errors.md#portico_ws_hook',
    matches: crashes(/Gateway\d+\.(afterInit|handleConnection|handleDisconnect) failed/),
  },
  {
    id: 'gateway-hook-fails-per-connection',
    area: 'gateways',
    title: '`handleConnection` or `handleDisconnect` of a request-scoped gateway throws or rejects',
    reference: 'The client receives an `exception` that contains the request with its socket and headers.',
    portico: 'The error is logged, as for other gateways.',
    reason: 'Internal data is not sent to clients.',
    docs: 'errors.md#portico_ws_hook',
    matches: ({ gateways }, difference) => {
      const fails = gateways.some(
        ({ scope, hooks }) =>
          scope === 'request' &&
          [hooks.handleConnection, hooks.handleDisconnect].some((hook) => hook?.does === 'throw'),
      );
      if (!fails) return false;
      if (difference.path.endsWith('.errors'))
        return isSameWithout(difference, /WsExceptionsHandler: .*\.(handleConnection|handleDisconnect) failed/);
      // Its filters get the error, and may reply or fail, too.
      return (
        (difference.path.endsWith('.trace.filters') &&
          isSameWithout(difference, /\.(handleConnection|handleDisconnect) failed/)) ||
        crashes(/^Error: (Gateway\d+|global)\.filter\d+ failed/)(undefined, difference) ||
        (isReceived(difference) && isSameWithout(difference, /^(exception|filtered) |"event":"(exception|filtered)"/))
      );
    },
  },
  {
    id: 'gateway-disconnects-in-connection',
    area: 'gateways',
    title: 'With socket.io, `handleConnection` disconnects the client before it returns',
    reference: '`handleDisconnect` is not called.',
    portico: '`handleDisconnect` is called.',
    reason: '`handleDisconnect` can always clean up what `handleConnection` has set up.',
    docs: 'gateways.md#connections',
    matches: ({ adapter, gateways }, difference) =>
      adapter.library === 'socket.io' &&
      gateways.some(
        ({ hooks }) => hooks.handleConnection?.does === 'leave' && hooks.handleConnection.when === 'sync',
      ) &&
      /\.hooks\.|\.trace\.adapter$/.test(difference.path) &&
      isSameWithout(difference, /\.handleDisconnect|^disconnects /) &&
      isPartOf(difference.reference, difference.portico) &&
      hasEachOnce(disconnectionsIn(difference.portico)),
    without: ({ adapter, gateways }, difference) =>
      adapter.library === 'socket.io' &&
      gateways.some(
        ({ hooks }) => hooks.handleConnection?.does === 'leave' && hooks.handleConnection.when === 'sync',
      ) &&
      difference.path.endsWith('.trace.adapter')
        ? { portico: withoutDisconnections(difference), reference: difference.reference }
        : difference,
  },
  {
    id: 'gateway-emits-after-disconnection',
    area: 'gateways',
    title:
      '`handleConnection` of one gateway disconnects the client, and that of another gateway of the same server emits to it',
    reference:
      'The client may receive the event. The order of the two depends on their scopes, and on whether the namespace is `/` or omitted.',
    portico: 'Hooks are called in the order of the gateways, and a disconnected client receives nothing.',
    reason: 'A disconnected client receives nothing, whatever the reason.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) => {
      const does = (what: string) => theCase.gateways.filter(({ hooks }) => hooks.handleConnection?.does === what);
      const meets = does('leave').some((one) => does('emit').some((other) => sharesServer(one, other)));
      return (
        meets && isReceived(difference) && isSameWithout(difference, /^handleConnection |"event":"handleConnection"/)
      );
    },
  },
  {
    id: 'gateway-disconnect-waits-for-connection',
    area: 'gateways',
    title: 'A client disconnects while an asynchronous `handleConnection` runs',
    reference: '`handleDisconnect` is called meanwhile.',
    portico: '`handleDisconnect` is called after `handleConnection` has completed.',
    reason: '`handleDisconnect` can clean up what `handleConnection` has set up.',
    docs: 'gateways.md#connections',
    matches: ({ gateways }, difference) =>
      gateways.some(({ hooks }) => hooks.handleConnection && hooks.handleConnection.when !== 'sync') &&
      difference.path.includes('.hooks.') &&
      isSameWithout(difference, /\.handleDisconnect/) &&
      // Each call comes, if with another reason.
      isPartOf(disconnectionsIn(difference.reference), disconnectionsIn(difference.portico)) &&
      hasEachOnce(disconnectionsIn(difference.portico)),
  },
  {
    id: 'gateway-emits-at-the-end',
    area: 'gateways',
    title: '`handleDisconnect` emits to its client while the application closes, with socket.io',
    reference: 'The event may be received.',
    portico: 'The connection is already closed, as when a client disconnects.',
    reason:
      'A disconnected client receives nothing, whatever the reason. To send a last event, use `beforeApplicationShutdown()`.',
    docs: 'gateways.md#connections',
    without: ({ adapter }, difference) =>
      adapter.library === 'socket.io' && /^(close|all)\.client /.test(difference.path)
        ? { portico: difference.portico, reference: withoutHookEvents(difference) }
        : difference,
  },
  {
    id: 'ws-clients-are-closed',
    area: 'gateways',
    title: 'With ws, the application closes while clients are connected',
    reference: 'Connections are terminated, and clients see 1006.',
    portico: 'Connections are closed with 1012.',
    reason: 'Clients learn that the server is restarting, and can reconnect.',
    docs: 'websocket-adapters.md#closing',
    without: ({ adapter }, difference) =>
      adapter.library === 'ws' && /^(close|all)\.(client|hooks|probe)/.test(difference.path)
        ? { portico: withoutGoingAway(difference.portico), reference: difference.reference }
        : difference,
  },
];

/** The calls of `handleDisconnect`, and where they continue, without the reasons. Each client connects only once. */
function disconnectionsIn(lines: unknown): readonly string[] {
  return linesOf(lines).flatMap(
    (line) => /^Gateway\d+\.handleDisconnect \S+( continues)?|^disconnects .*/.exec(line)?.[0] ?? [],
  );
}

function hasEachOnce(lines: readonly string[]): boolean {
  return new Set(lines).size === lines.length;
}

function withoutGoingAway(lines: unknown): unknown {
  return Array.isArray(lines)
    ? lines.map((line: string) => line.replace('1012 The server is closing', '1006 ').replace(' 1012', ' 1006'))
    : lines;
}

/** The observation of Portico without disconnects that the reference has not noticed. */
function withoutDisconnections({ portico, reference }: Difference): unknown {
  const more = beyond(portico, reference).filter(
    (line) => /^disconnects /.test(line) && !linesOf(reference).includes(line),
  );
  return someOf(beyond(portico, more));
}

function withoutHookEvents({ portico, reference }: Difference): unknown {
  const late = beyond(reference, portico).filter((line) => line.startsWith('handleDisconnect '));
  // With HTTP polling such an event is the reply to a request, after which the next request of the client is refused.
  const kept = beyond(reference, late).map((line) =>
    late.length > 0 ? line.replace('transport error', 'transport close') : line,
  );
  return kept.length > 0 ? kept : undefined;
}
