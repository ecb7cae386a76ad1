import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { GatewayCase } from '../case.js';
import { allHandlers, handlersOf, messagesUntil } from './messages.js';
import { beyond, eventsOf, isPartOf, isReceived, linesOf, someOf } from './seen.js';
import { withoutUncalled } from './uncalled.js';

/** Differences that custom adapters notice. */
export const adapterDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-process-without-values',
    area: 'gateways',
    title:
      'A custom adapter subscribes to the result of the third argument of `bindMessageHandlers()`, and the handler returns nothing',
    reference: 'The stream emits `undefined` or `null`.',
    portico: 'The stream emits nothing.',
    reason: 'The documented adapter filters such values out.',
    docs: 'websocket-adapters.md#write-an-adapter',
    without: ({ adapter }, difference) =>
      adapter.variant === 'own-handlers' && isReceived(difference)
        ? { portico: difference.portico, reference: withoutEmpty(difference) }
        : difference,
  },
  {
    id: 'gateway-arguments-without-acknowledgement',
    area: 'gateways',
    title: '`getArgs()` in an enhancer, and a custom adapter that calls `callback(data)` without a second argument',
    reference: '`[client, data, pattern]`',
    portico: '`[client, data, undefined, pattern]`',
    reason: 'The position of an argument does not depend on the adapter.',
    docs: 'websocket-adapters.md#write-an-adapter',
    without: ({ adapter }, difference) =>
      adapter.variant === 'documented' && difference.path.includes('.trace.')
        ? { portico: difference.portico, reference: withPlaceOfAcknowledgement(difference.reference) }
        : difference,
  },
  {
    id: 'gateway-second-argument',
    area: 'gateways',
    title:
      "A custom adapter passes a second value of the client, which is not a function, to `callback(data, ack)`, and the handler returns `false`, `0` or `''`",
    reference: 'The value is treated as a request for an acknowledgement, and the result is passed to the adapter.',
    portico: 'Nothing is passed to the adapter.',
    reason: 'Without a request for an acknowledgement, falsy results are not sent.',
    docs: 'gateways.md#replies',
    without: (theCase, difference) =>
      theCase.adapter.variant === 'own-handlers' &&
      isReceived(difference) &&
      messagesUntil(theCase, difference).some(({ args = [], ack }) => args.length > 1 && !ack)
        ? { portico: difference.portico, reference: withoutFalsy(difference) }
        : difference,
  },
  {
    id: 'gateway-one-connection-listener',
    area: 'gateways',
    title: 'A custom adapter overrides `bindClientConnect()`, and several gateways share a server',
    reference: 'It is called for each gateway.',
    portico: 'It is called once for each server.',
    reason: 'A server has one listener, however many gateways share it.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter, gateways }, { path, portico, reference }) =>
      adapter.variant === 'sees-clients' &&
      gateways.length > 1 &&
      path.endsWith('.trace.adapter') &&
      isPartOf(portico, reference) &&
      isDeepStrictEqual(eventsOf(portico), eventsOf(reference)),
    without: ({ adapter, gateways }, difference) =>
      adapter.variant === 'sees-clients' && gateways.length > 1 && difference.path.endsWith('.trace.adapter')
        ? { portico: difference.portico, reference: withoutRepeatedClients(difference) }
        : difference,
  },
  {
    id: 'gateway-mixed-acknowledgements',
    area: 'gateways',
    title: 'A custom adapter, and an event with several handlers of which some have `@Ack()`',
    reference: 'The results of all handlers are passed to the adapter.',
    portico: 'If the client requests an acknowledgement, only the results of handlers without `@Ack()` are passed.',
    reason: 'The adapter has one entry for the event, and must not acknowledge for handlers that do it themselves.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: (theCase, difference) =>
      ['own-handlers', 'documented'].includes(theCase.adapter.variant) &&
      isReceived(difference) &&
      isPartOf(difference.portico, difference.reference) &&
      messagesUntil(theCase, difference).some(({ event }) => {
        const byHand = handlersOf(allHandlers(theCase), event).map(({ parameters }) =>
          parameters.some(({ from }) => from === 'ack'),
        );
        return byHand.includes(true) && byHand.includes(false);
      }),
  },
  {
    id: 'gateway-namespaces-close-with-their-server',
    area: 'gateways',
    title: 'A custom adapter overrides `close(server)`',
    reference: 'It is also called for each namespace.',
    portico: 'It is called once for each server.',
    reason: 'Namespaces close with their server.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter, gateways }, { path, portico, reference }) =>
      adapter.variant === 'sees-close' &&
      gateways.some(({ namespace }) => namespace !== undefined) &&
      path.endsWith('.trace.adapter') &&
      isDeepStrictEqual([...new Set(portico as string[])], [...new Set(reference as string[])]),
  },
  {
    id: 'gateway-adapter-without-dispose',
    area: 'gateways',
    title: 'A custom adapter has only the five documented methods, and no `dispose()`',
    reference: '`app.close()` rejects with a TypeError.',
    portico: '`app.close()` resolves.',
    reason: 'The documentation does not require this method.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.variant === 'documented' &&
      path === 'close' &&
      portico === 'settled' &&
      /dispose is not a function/.test(String(reference)),
  },
  {
    id: 'gateway-handlers-of-one-event',
    area: 'gateways',
    title:
      'The entries that `bindMessageHandlers()` of a custom adapter receives if several handlers have the same event',
    reference: 'One entry for each handler, and one call for each gateway.',
    portico: 'One entry for each event, which calls all handlers, and one call for each client.',
    reason: 'An adapter that uses the first entry of an event reaches all handlers.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter, gateways }, { path, portico, reference }) =>
      (adapter.variant === 'sees-handlers' &&
        path.endsWith('.trace.adapter') &&
        isDeepStrictEqual(eventsOf(portico), eventsOf(reference))) ||
      // Each of several listeners fails.
      (adapter.variant === 'documented' &&
        gateways.length > 1 &&
        path.endsWith('.crash') &&
        isDeepStrictEqual(new Set(linesOf(portico)), new Set(linesOf(reference)))),
    without: (theCase, difference) => withoutUncalled(theCase, difference, 'not the first entry'),
  },
];

function withPlaceOfAcknowledgement(trace: unknown): unknown {
  return Array.isArray(trace) ? trace.map((line: string) => line.replace(/ 0 more$/, ' 1 more')) : trace;
}

/** The observation of the reference without empty results that only it passes on; `NaN` is `null` as JSON. */
function withoutEmpty({ portico, reference }: Difference): unknown {
  const empty = beyond(reference, portico).filter((line) =>
    /^(own null|own undefined|\{\}|\{"own":null\})$/.test(line),
  );
  return empty.length > 0 ? someOf(beyond(reference, empty)) : reference;
}

/** The observation of the reference without falsy results that only it passes on. */
function withoutFalsy({ portico, reference }: Difference): unknown {
  const falsy = beyond(reference, portico).filter((line) => /^own (false|0|NaN|'')?$/.test(line));
  const kept = beyond(reference, falsy);
  return kept.length > 0 ? kept : undefined;
}

/** The observation of the reference, with each client connected and disconnected as often as with Portico, but at least once. */
function withoutRepeatedClients({ portico, reference }: Difference): unknown {
  const isMeant = (line: string) => /^(dis)?connects /.test(line);
  const seen = new Set<string>();
  const more = beyond(reference, portico).filter((line) => {
    const isRepeated = linesOf(portico).includes(line) || seen.has(line);
    seen.add(line);
    return isMeant(line) && isRepeated;
  });
  const kept = beyond(reference, more);
  return kept.length > 0 ? kept : undefined;
}
