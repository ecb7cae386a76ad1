import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { Gateway, GatewayCase } from '../case.js';
import { gatewaysOf } from './messages.js';
import { beyond, crashes, isEnd, isOfClients, isPartOf, isReceived, isSameWithout, linesOf } from './seen.js';

/** Where gateways listen. */
export const serverDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-path-without-slash',
    area: 'gateways',
    title: "`@WebSocketGateway({ path: 'p' })`",
    reference:
      'With socket.io, no client can connect to `/p` or `p`. With ws, the path differs from the path `/p` of another gateway.',
    portico: 'The path is `/p` with both libraries.',
    reason: 'Clients can reach the gateway.',
    matches: (theCase, difference) => {
      const isMeant = ({ path, port }: Gateway) => {
        if (path === undefined) return false;
        const written = theCase.gateways.flatMap((other) => (other.port === port ? [other.path] : []));
        if (theCase.adapter.library === 'socket.io') return path === bare(path);
        return written.includes(bare(path)) && written.includes(`/${bare(path)}`);
      };
      return isUnreachable(theCase, difference, isMeant);
    },
  },
  {
    id: 'gateway-idle-connections',
    area: 'gateways',
    title: 'Clients of socket.io that were refused over HTTP have kept their connections, and the application closes',
    reference: '`app.close()` resolves when the connections time out.',
    portico: '`app.close()` closes idle connections immediately.',
    reason: 'Idle connections are no longer used.',
    docs: 'http.md#keep-alive-and-shutdown',
    matches: ({ adapter, script }, { path, portico, reference }) =>
      path === 'close' &&
      portico === 'settled' &&
      (reference === 'slow' || reference === 'hanging') &&
      adapter.library === 'socket.io' &&
      script.some((step) => step.do === 'connect' && step.polling === true),
  },
  {
    id: 'ws-verify-client-promise',
    area: 'gateways',
    title: 'The option `verifyClient` of ws returns a promise',
    reference: 'Every client is accepted, because a promise is truthy.',
    portico: 'The promise is awaited.',
    reason: 'A check that accepts everyone is easily overlooked.',
    docs: 'websocket-adapters.md#limits',
  },
  {
    id: 'ws-path-slash',
    area: 'gateways',
    title: "With ws, `@WebSocketGateway({ path: '/p/' })`, and a client that connects to `/p/`",
    reference: 'The connection is refused.',
    portico: 'Clients can connect to `/p/` and `/p`.',
    reason: 'Clients can reach the gateway at its declared path.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: (theCase, difference) =>
      theCase.adapter.library === 'ws' && isUnreachable(theCase, difference, ({ path }) => /.\/$/.test(path ?? '')),
  },
  {
    id: 'ws-root-path',
    area: 'gateways',
    title: "With ws, one gateway with the path `'/'`, and another one without a path",
    reference:
      'There are two servers, and clients reach one of them. On a dedicated port, the process crashes with `EADDRINUSE`.',
    portico: 'There is one server for both.',
    reason: 'Both have the same path.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: (theCase, difference) => {
      if (theCase.adapter.library !== 'ws') return false;
      const sharesRoot = ({ path, port }: Gateway) =>
        (path === '/' || path === undefined) &&
        theCase.gateways.some((other) => other.port === port && other.path === (path === '/' ? undefined : '/'));
      const isTaken = crashes(/EADDRINUSE/)(theCase, difference) || isLoggedAtStart(difference, /EADDRINUSE/);
      return isTaken ? theCase.gateways.some(sharesRoot) : isUnreachable(theCase, difference, sharesRoot);
    },
  },
  {
    id: 'gateway-port-with-several-paths',
    area: 'gateways',
    title: 'Gateways with the same dedicated port and different paths',
    reference: 'The process crashes with `EADDRINUSE`.',
    portico: 'They share the port.',
    reason: 'The path determines which gateway a client reaches.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: (theCase, difference) =>
      crashes(/EADDRINUSE/)(theCase, difference)
        ? theCase.gateways.some((gateway) => hasSeveralPaths(theCase, gateway))
        : // Which of the servers has the port is open, and clients of the others reach nobody, or another gateway.
          (isOfClients(difference) || /EADDRINUSE/.test(JSON.stringify(difference.reference ?? ''))) &&
          gatewaysOf(theCase, difference).some((gateway) => hasSeveralPaths(theCase, gateway)),
  },
  {
    id: 'gateway-namespace-pattern-shared',
    area: 'gateways',
    title: 'Several gateways have the same RegExp or function as their namespace',
    reference: 'Only the first one has clients.',
    portico: 'They share the namespace.',
    reason: 'Gateways with the same name of a namespace share it, too.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: (theCase, difference) =>
      theCase.adapter.library === 'socket.io' &&
      isOfClients(difference) &&
      gatewaysOf(theCase, difference).some((gateway) => {
        const { namespace, path, port } = gateway;
        const isSame = (other: Gateway) =>
          other !== gateway && other.namespace === namespace && other.port === port && other.path === path;
        return /^[~%]/.test(namespace ?? '') && theCase.gateways.some(isSame);
      }),
  },
];

/**
 * Whether the reference shows that a client of some gateways is refused or reaches no handler, and nothing that Portico
 * does not show of them.
 */
function isUnreachable(theCase: GatewayCase, difference: Difference, isMeant: (gateway: Gateway) => boolean): boolean {
  const { path, portico, reference } = difference;
  if (path === 'alive')
    return beyond(reference, portico).every((line) => {
      const [, index] = /^gateway (\d+) closed$/.exec(line) ?? [];
      return index !== undefined && isMeant(theCase.gateways[Number(index)]!);
    });
  if (!isOfClients(difference) || !gatewaysOf(theCase, difference).some(isMeant)) return false;
  const isRefused = (line: string) => line.startsWith('refused ') || isEnd(line);
  return isPartOf(reference, portico) || (isReceived(difference) && linesOf(reference).some(isRefused));
}

/** Whether only the reference logs an error at the start. */
function isLoggedAtStart(difference: Difference, error: RegExp): boolean {
  return /^(start|all)\.errors$/.test(difference.path) && isSameWithout(difference, error);
}

/** Whether a gateway has a dedicated port on which others have another path. */
function hasSeveralPaths({ gateways }: GatewayCase, { port, path }: Gateway): boolean {
  return port !== 'application' && gateways.some((other) => other.port === port && bare(other.path) !== bare(path));
}

function bare(path = ''): string {
  return path.replace(/^\//, '');
}
