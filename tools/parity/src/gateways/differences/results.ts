import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { GatewayCase } from '../case.js';
import {
  allHandlers,
  disconnects,
  filterAt,
  filtersOf,
  handlersOf,
  messagesIn,
  messagesOf,
  messagesUntil,
  type Sent,
} from './messages.js';
import { beyond, crashes, isPartOf, isReceived, linesOf, someOf, withoutLines } from './seen.js';

/** An exception that a client gets, or its line in the log. */
const EXCEPTION = /^exception|"event":"exception"|^WsExceptionsHandler:/;

const ADAPTER_ERROR = /^(IoAdapter|WsAdapter):/;

const UNSERIALIZABLE =
  /TypeError: (Do not know how to serialize|Converting circular structure|cannot be serialized)|PORTICO_WS_UNSERIALIZABLE|Maximum call stack size exceeded/;

/** What becomes of results and errors. */
export const resultDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-result-cannot-be-sent',
    area: 'gateways',
    title: 'A handler returns a value that cannot be serialized (circular, a `bigint`)',
    reference: 'An uncaught exception crashes the process.',
    portico: 'The error is passed to the exception filters of the message.',
    reason: 'One message must not be able to disconnect all clients.',
    docs: 'gateways.md#exceptions',
    matches: crashes(UNSERIALIZABLE),
    // A client that has left gets nothing, and NestJS does not serialize it then.
    without: (theCase, difference) => {
      const leaves = /"send-and-leave"|"leave"/.test(JSON.stringify(theCase.script));
      const isFailure = /\.(trace\.filters|errors)$/.test(difference.path);
      return (leaves && isFailure) || isDisconnectedBeforeFailure(theCase, difference)
        ? withoutFailures(difference, difference)
        : difference;
    },
  },
  {
    id: 'gateway-exception-cannot-be-sent',
    area: 'gateways',
    title: 'A `WsException` contains a value that cannot be serialized (circular, a `bigint`)',
    reference: 'The client receives nothing. For a stream, the error of the serializer is logged.',
    portico: 'The client receives `Internal server error`, and the reason is logged.',
    reason: 'The client learns that its message failed.',
    docs: 'gateways.md#exceptions',
    without: (theCase, difference) =>
      throwsUnserializable(theCase) && (isReceived(difference) || difference.path.endsWith('.errors'))
        ? withoutUnsentExceptions(difference)
        : difference,
  },
  {
    id: 'gateway-error-as-result',
    area: 'gateways',
    title: 'The result of a handler, a value of its stream, or the `data` of an event, is an Error',
    reference: 'Its fields are sent.',
    portico: 'It counts as thrown: the client receives `Internal server error`, and the Error is logged.',
    reason: 'Errors of HTTP clients contain request headers, and errors of databases the query.',
    docs: 'gateways.md#exceptions',
  },
  {
    id: 'gateway-error-in-exception',
    area: 'gateways',
    title: 'A `WsException` contains an Error',
    reference: 'The fields of the Error are sent.',
    portico: 'If the Error is the argument, the client receives `Internal server error`. Within an object, it is `{}`.',
    reason: 'Errors of HTTP clients contain request headers, and errors of databases the query.',
    docs: 'gateways.md#exceptions',
  },
  {
    id: 'gateway-several-acknowledgements',
    area: 'gateways',
    title: 'Several handlers reply to a message for which a client of socket.io requests an acknowledgement',
    reference: 'The client receives the result of the handler with the fewest pipes and promises.',
    portico: 'The client receives the result of the first handler, if that is synchronous.',
    reason: 'A client can be acknowledged only once. Use one handler for messages that need an acknowledgement.',
    docs: 'gateways.md#replies',
    without: (theCase, difference) => {
      if (theCase.adapter.library !== 'socket.io') return difference;
      const seen = isReceived(difference) ? withoutSharedAcknowledgements(theCase, difference) : difference;
      return failsToAcknowledge(theCase, difference) ? withoutFailures(difference, seen) : seen;
    },
  },
  {
    id: 'gateway-event-without-name',
    area: 'gateways',
    title: 'With socket.io, a handler returns an object whose `event` is neither a string nor a number',
    reference: 'The client closes its connection with a parse error.',
    portico: 'The object is sent like any other value, as the acknowledgement if the client requested one.',
    reason:
      'A result must not disconnect its client. It may be an object with its own `event`, such as a calendar entry.',
    docs: 'gateways.md#replies',
    matches: ({ adapter, gateways }, { path, portico }) =>
      adapter.library === 'socket.io' &&
      path.endsWith('.unreadable') &&
      linesOf(portico).length === 0 &&
      /"kind":"reply","event":(true|[[{])/.test(JSON.stringify(gateways)),
  },
  {
    id: 'gateway-stream-ends-after-complete',
    area: 'gateways',
    title: 'A handler with an interceptor returns an Observable that completes later',
    reference: '`finalize()` of the Observable runs before the interceptor sees `complete`.',
    portico: 'It runs after that, like a `finalize()` before a `tap()` in one pipe of rxjs.',
    reason: 'Interceptors subscribe to the Observable itself, without another one in between.',
    docs: 'pipeline.md',
    without: (_case, difference) =>
      /\.trace\.Gateway\d+$/.test(difference.path) && hasSameLines(difference)
        ? withoutLines(difference, /^Gateway\d+\.\w+ ended$/)
        : difference,
  },
  {
    id: 'gateway-filter-rejects',
    area: 'gateways',
    title: 'An asynchronous exception filter rejects, or any filter throws with a custom adapter',
    reference: 'An unhandled rejection crashes the process.',
    portico: 'The error is logged, and the client receives an `exception`.',
    reason: 'One message must not be able to disconnect all clients.',
    docs: 'gateways.md#exceptions',
    matches: (theCase, difference) =>
      filtersOf(theCase).some(
        ({ does, when }) =>
          // A custom adapter does not look after the promise of a callback.
          (when !== 'sync' || ['own-handlers', 'documented'].includes(theCase.adapter.variant)) &&
          ['throw', 'rethrow'].includes(does) &&
          crashes(does === 'throw' ? /\.filter\d+ failed/ : /./)(theCase, difference),
      ),
  },
  {
    id: 'gateway-filter-fails',
    area: 'gateways',
    title: 'An exception filter throws',
    reference: 'The client receives nothing, and the connection may close. For a stream, the adapter logs the error.',
    portico: 'The client receives an `exception`.',
    reason: 'The client learns that its message failed.',
    docs: 'gateways.md#exceptions',
    without: (theCase, difference) =>
      difference.path.endsWith('.errors') || isReceived(difference)
        ? withoutExceptions(difference, failedFilters(theCase, difference))
        : difference,
  },
  {
    id: 'ws-falsy-results',
    area: 'gateways',
    title: "With ws, a handler returns `false`, `0`, `''` or `NaN`",
    reference: 'The value is sent.',
    portico: 'Nothing is sent.',
    reason:
      'The documented adapter sends nothing either, like socket.io without an acknowledgement. To send such a value, return it in an event: `{ event, data }`.',
    docs: 'gateways.md#replies',
    without: ({ adapter }, difference) =>
      adapter.library === 'ws' && isReceived(difference)
        ? { portico: difference.portico, reference: withoutFalsy(difference) }
        : difference,
  },
  {
    id: 'ws-results-without-json',
    area: 'gateways',
    title: 'With ws, a handler returns a function or a symbol, which JSON cannot represent',
    reference: 'An empty binary frame is sent.',
    portico: 'Nothing is sent.',
    reason: 'A client that expects JSON could not read it.',
    docs: 'gateways.md#replies',
    without: (theCase, difference) =>
      theCase.adapter.library === 'ws' &&
      isReceived(difference) &&
      /"\$":"(function|symbol)"/.test(JSON.stringify(theCase))
        ? { portico: difference.portico, reference: withoutEmptyFrames(difference) }
        : difference,
  },
  {
    id: 'ws-parser-throws',
    area: 'gateways',
    title: 'The `messageParser` of ws throws',
    reference: 'The adapter logs the error.',
    portico:
      'The error and the discarded message are logged at most once per second, and reported to `onDiscardedMessage`.',
    reason: 'A client that floods the server must not flood the log.',
    docs: 'websocket-adapters.md#discarded-messages',
    // Other errors may be in the log, too.
    without: ({ adapter }, difference) =>
      adapter.variant === 'own-parser' && difference.path.endsWith('.errors')
        ? withoutLines(
            difference,
            /^WebSockets: Discarded a message: it could not be read|^WsAdapter: (SyntaxError|TypeError: .* is not iterable)/,
          )
        : difference,
  },
];

/** What the reference shows without falsy frames that Portico has not sent. */
function withoutFalsy({ portico, reference }: Difference): unknown {
  const kept = linesOf(reference).filter(
    (frame) => linesOf(portico).includes(frame) || !['false', '0', '""', 'null'].includes(frame),
  );
  return kept.length > 0 ? kept : undefined;
}

/** How many times Portico has called a filter that throws, while a difference arose. */
function failedFilters(theCase: GatewayCase, { traces }: Difference): number {
  const isFailing = (line: string) => {
    const { does, when } = filterAt(theCase, line) ?? {};
    return when === 'sync' && (does === 'throw' || does === 'rethrow');
  };
  return traces?.portico.filter(isFailing).length ?? 0;
}

/** Both sides without exceptions that only Portico sends or logs, so many at most, and without errors that only the adapter of the reference logs. */
function withoutExceptions({ portico, reference }: Difference, most: number): Seen {
  const own = beyond(portico, reference).filter((line) => EXCEPTION.test(line));
  const other = beyond(reference, portico).filter((line) => ADAPTER_ERROR.test(line));
  return {
    portico: own.length > 0 && own.length <= most ? someOf(beyond(portico, own)) : portico,
    reference: other.length > 0 && other.length <= most ? someOf(beyond(reference, other)) : reference,
  };
}

/** What the reference shows without empty frames that Portico has not sent. */
function withoutEmptyFrames({ portico, reference }: Difference): unknown {
  const kept = beyond(
    reference,
    beyond(reference, portico).filter((frame) => frame === 'binary '),
  );
  return kept.length > 0 ? kept : undefined;
}

/** Whether something throws a `WsException` that cannot be serialized. */
function throwsUnserializable(theCase: GatewayCase): boolean {
  return /"type":"ws","payload":[^}]*"\$":"(bigint|circular|throwing-json)"/.test(JSON.stringify(theCase));
}

/** Both sides without what they do about an exception that cannot be sent. */
function withoutUnsentExceptions({ portico, reference }: Difference): Seen {
  const own = beyond(portico, reference).filter((line) => /Internal server error| cannot be sent: /.test(line));
  const other = beyond(reference, portico).filter((line) => UNSERIALIZABLE.test(line));
  return { portico: someOf(beyond(portico, own)), reference: someOf(beyond(reference, other)) };
}

/** Both sides without the acknowledgements that both show of messages with several handlers. */
function withoutSharedAcknowledgements(theCase: GatewayCase, { portico, reference }: Difference): Seen {
  const messages = theCase.script.flatMap((step) => (step.do === 'frame' ? [] : messagesOf(step)));
  const acknowledged = (lines: unknown) => linesOf(lines).flatMap((line) => /^ack (\d+) /.exec(line)?.[1] ?? []);
  const others = acknowledged(reference);
  const shared = acknowledged(portico).filter((id) => {
    const event = messages[Number(id)]?.event;
    return others.includes(id) && event !== undefined && handlersOf(allHandlers(theCase), event).length > 1;
  });
  const keep = (lines: unknown) =>
    someOf(linesOf(lines).filter((line) => !shared.includes(/^ack (\d+) /.exec(line)?.[1] ?? '')));
  return { portico: keep(portico), reference: keep(reference) };
}

/**
 * Whether several handlers reply to a message that requests an acknowledgement, one of them with a value that cannot be
 * serialized. The callback serializes only the first value that it is called with.
 */
function failsToAcknowledge(theCase: GatewayCase, difference: Difference): boolean {
  return messagesUntil(theCase, difference).some(({ event, ack }) => {
    const called = ack === true ? handlersOf(allHandlers(theCase), event) : [];
    return called.length > 1 && called.some((handler) => UNSERIALIZABLE_VALUE.test(JSON.stringify(handler)));
  });
}

/**
 * Whether one of the messages that are sent at once disconnects the client, and a result of another one cannot be
 * serialized: with NestJS, the connection may be gone first.
 */
function isDisconnectedBeforeFailure(theCase: GatewayCase, difference: Difference): boolean {
  if (!isReceived(difference) && !/\.(trace\.filters|errors)$/.test(difference.path)) return false;
  const messages = messagesIn(theCase, difference);
  const fails = ({ event }: Sent) => UNSERIALIZABLE_VALUE.test(JSON.stringify(handlersOf(allHandlers(theCase), event)));
  return messages.some(
    (leaving) =>
      disconnects(theCase, leaving.event) &&
      messages.some((other) => other !== leaving && other.client === leaving.client && fails(other)),
  );
}

/** Both sides without what Portico does about a value that cannot be serialized, where only it has tried to. */
function withoutFailures({ path }: Difference, { portico, reference }: Seen): Seen {
  const failure = /\.(trace\.filters|errors)$/.test(path) ? UNSERIALIZABLE : FAILURE;
  const more = beyond(portico, reference).filter((line) => failure.test(line));
  return more.length > 0 ? { portico: someOf(beyond(portico, more)), reference } : { portico, reference };
}

/** What a client gets from filters. */
const FAILURE =
  /^(exception .*Internal server error|filtered )|"event":("filtered"|"exception".*Internal server error)/;

const UNSERIALIZABLE_VALUE = /"\$":"(bigint|circular|throwing-json)"/;

function hasSameLines({ portico, reference }: Difference): boolean {
  return isPartOf(portico, reference) && isPartOf(reference, portico);
}
