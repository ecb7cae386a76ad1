import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../area.js';
import type { ExplainedDifference } from '../explained-difference.js';
import type { Filter, Gateway, GatewayCase, Handler, Message, Pattern, Step } from './case.js';

/** What made the reference's process crash in a step in which Portico went on. */
function crashes(pattern: RegExp) {
  return (_case: GatewayCase, { path, portico, reference }: Difference): boolean =>
    path.endsWith('.crash') &&
    isDeepStrictEqual(portico ?? [], []) &&
    // What happens after the first crash would not happen.
    pattern.test((reference as readonly string[])[0] ?? '');
}

/** The step of the script that a difference was seen in; none for the start, the probe and the end. */
function stepOf({ script }: GatewayCase, { path }: Difference): Step | undefined {
  return script[Number.parseInt(path, 10) - 1];
}

function disconnects(theCase: GatewayCase): boolean {
  return JSON.stringify(theCase).includes('"leave"');
}

function messagesIn(theCase: GatewayCase, difference: Difference): readonly Pick<Message, 'event'>[] {
  // Whether a client has been disconnected decides what becomes of its later messages.
  if (difference.path.startsWith('all.') || disconnects(theCase)) return theCase.script.flatMap(messagesOf);
  return messagesOf(stepOf(theCase, difference));
}

function messagesOf(step: Step | undefined): readonly Pick<Message, 'event'>[] {
  if (step?.do === 'frame') return eventOf(step.text);
  if (step?.do === 'burst') return step.messages;
  return step?.do === 'send' || step?.do === 'send-and-leave' ? [step] : [];
}

function eventOf(frame: string): readonly Pick<Message, 'event'>[] {
  try {
    return [{ event: (JSON.parse(frame) as Message).event }];
  } catch {
    return [];
  }
}

function allHandlers({ gateways }: GatewayCase): readonly Handler[] {
  return gateways.flatMap(({ handlers, inherited }) => [...handlers, ...inherited]);
}

function portsWithSeveralPaths({ gateways }: GatewayCase): boolean {
  const own = gateways.filter(({ port }) => port !== 'application');
  return own.some((one) => own.some((other) => one.port === other.port && pathOf(one) !== pathOf(other)));
}

/** Whether a difference is in what clients and their gateways see, and not in the start, the end or the process. */
function isOfClients({ path }: Difference): boolean {
  return path === 'alive' || /\.(client|probe|hooks|trace)\b/.test(path);
}

/** Whether Portico shows all that the reference shows, and more; if a client is disconnected, later steps may lack some. */
function hasMore(theCase: GatewayCase, difference: Difference): boolean {
  const { path, portico, reference } = difference;
  if (!isOfClients(difference) && !path.endsWith('.errors')) return false;
  return disconnects(theCase) || isPartOf(reference, portico);
}

function pathOf({ path = '' }: Gateway): string {
  return path.replace(/^\//, '');
}

function filtersOf({ global, gateways }: GatewayCase): readonly Filter[] {
  return [
    global,
    ...gateways.flatMap(({ enhancers, handlers, inherited }) => [
      enhancers,
      ...[...handlers, ...inherited].map((handler) => handler.enhancers),
    ]),
  ].flatMap(({ filters }) => filters);
}

/** Where Portico differs on purpose, with the reason. */
export const gatewayDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  {
    id: 'gateway-hook-fails',
    area: 'gateways',
    title: '`afterInit`, `handleConnection` or `handleDisconnect` throws or rejects',
    reference: 'The process crashes with an uncaught exception or an unhandled rejection',
    portico: 'The failure is logged as an error, and the application goes on',
    reason: 'One client must not be able to end the connections of all others.',
    docs: 'errors.md#portico_ws_hook',
    matches: crashes(/Gateway\d+\.(afterInit|handleConnection|handleDisconnect) failed/),
  },
  {
    id: 'gateway-hook-fails-per-connection',
    area: 'gateways',
    title: '`handleConnection` or `handleDisconnect` of a request-scoped gateway throws or rejects',
    reference: 'The client gets an `exception` that holds the request with its socket and headers',
    portico: 'The failure is logged, as with other gateways',
    reason: 'Nothing of the inside of the server is sent to clients.',
    docs: 'errors.md#portico_ws_hook',
    matches: ({ gateways }, { path, portico, reference }) =>
      gateways.some(
        ({ scope, hooks }) =>
          scope === 'request' &&
          [hooks.handleConnection, hooks.handleDisconnect].some((hook) => hook?.does === 'throw'),
      ) &&
      (path.endsWith('.errors')
        ? isDeepStrictEqual(withoutHookFailures(portico), withoutHookFailures(reference))
        : /\.(client|probe) /.test(path) &&
          isDeepStrictEqual(withoutExceptions(portico), withoutExceptions(reference))),
  },
  {
    id: 'gateway-result-cannot-be-sent',
    area: 'gateways',
    title: 'A handler returns what cannot be serialized (circular, a `bigint`)',
    reference: 'The process crashes with an uncaught exception',
    portico: 'The failure goes to the exception filters of the message',
    reason: 'One message must not be able to end the connections of all others.',
    docs: 'gateways.md#exceptions',
    matches: crashes(
      /TypeError: (Do not know how to serialize|Converting circular structure|cannot be serialized)|Maximum call stack size exceeded/,
    ),
  },
  {
    id: 'gateway-filter-rejects',
    area: 'gateways',
    title: 'An asynchronous exception filter rejects',
    reference: 'The process crashes with an unhandled rejection',
    portico: 'The failure is logged, and the client gets an `exception`',
    reason: 'One message must not be able to end the connections of all others.',
    docs: 'gateways.md#exceptions',
    matches: (theCase, difference) =>
      filtersOf(theCase).some(({ does, when }) => when !== 'sync' && ['throw', 'rethrow'].includes(does)) &&
      crashes(/./)(theCase, difference),
  },
  {
    id: 'gateway-filter-fails',
    area: 'gateways',
    title: 'An exception filter throws',
    reference: 'The client gets nothing, and the connection may end; a stream says so in the log of the adapter',
    portico: 'The client gets an `exception`',
    reason: 'The client learns that its message failed.',
    docs: 'gateways.md#exceptions',
    matches: (theCase, { path, portico, reference }) =>
      filtersOf(theCase).some(({ does, when }) => when === 'sync' && ['throw', 'rethrow'].includes(does)) &&
      (path.endsWith('.errors') || /\.(client|probe) /.test(path)) &&
      isDeepStrictEqual(withoutExceptions(portico), withoutExceptions(reference)),
  },
  {
    id: 'pipes-after-refusal',
    area: 'gateways',
    title: 'A pipe refuses a parameter before the pipes of another parameter have run',
    reference: 'They still run',
    portico: 'They do not run; the error is the same',
    reason: 'A call that has failed should have no more effects.',
    docs: 'pipeline.md',
    matches: (_case, { path, portico, reference }) => {
      const theirs = (reference ?? []) as readonly string[];
      const ours = (portico ?? []) as readonly string[];
      return (
        path.endsWith('.trace.pipes') && ours.length < theirs.length && ours.every((line) => theirs.includes(line))
      );
    },
  },
  {
    id: 'ws-clients-are-closed',
    area: 'gateways',
    title: 'With ws, the application closes while clients are connected',
    reference: 'Connections are cut: clients see 1006',
    portico: 'Connections are closed with 1012',
    reason: 'Clients learn that the server goes away, and can connect again.',
    docs: 'websocket-adapters.md#closing',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.library === 'ws' &&
      /^(close|all)\.(client|hooks|probe)/.test(path) &&
      JSON.stringify(portico ?? [])
        .replaceAll('1012 The server is closing', '1006 ')
        .replaceAll(' 1012', ' 1006') === JSON.stringify(reference ?? []),
  },
  {
    id: 'ws-falsy-results',
    area: 'gateways',
    title: "With ws, a handler returns `false`, `0`, `''` or `NaN`",
    reference: 'It is sent',
    portico: 'Nothing is sent',
    reason: 'The adapter of the documents sends nothing either, and neither does socket.io without an acknowledgement.',
    docs: 'gateways.md#replies',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.library === 'ws' &&
      /\.(client|probe) /.test(path) &&
      isDeepStrictEqual(withoutFalsy(portico), withoutFalsy(reference)),
  },
  {
    id: 'ws-parser-throws',
    area: 'gateways',
    title: 'The `messageParser` of ws throws',
    reference: 'It is logged as an error',
    portico: 'It is logged as a warning, and reported to `onDroppedMessage`',
    reason: 'What a client sends is not a failure of the application.',
    docs: 'websocket-adapters.md#discarded-messages',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.variant === 'own-parser' &&
      path.endsWith('.errors') &&
      portico === undefined &&
      ((reference ?? []) as readonly string[]).every((line) => line.startsWith('WsAdapter: ')),
  },
  {
    id: 'gateway-path-without-slash',
    area: 'gateways',
    title: "`@WebSocketGateway({ path: 'p' })`",
    reference:
      'With socket.io no client can connect, neither to `/p` nor to `p`; with ws it is not the path `/p` of another gateway',
    portico: 'The path is `/p` with both',
    reason: 'Clients can reach the gateway.',
    matches: ({ adapter, gateways }, difference) =>
      gateways.some(({ path, port }, index) => {
        if (path === undefined || path.startsWith('/')) return false;
        if (difference.path.endsWith('.trace.adapter')) return true;
        if (adapter.library === 'socket.io') return isOfClients(difference);
        return (
          isOfClients(difference) &&
          gateways.some((other, at) => at !== index && other.port === port && other.path === `/${path}`)
        );
      }),
  },
  {
    id: 'ws-path-slash',
    area: 'gateways',
    title: "With ws, `@WebSocketGateway({ path: '/p/' })` and a client that connects to `/p/`",
    reference: 'The connection is refused',
    portico: 'Clients connect to `/p/` or `/p`',
    reason: 'Clients can reach the gateway at the path that it names.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: ({ adapter, gateways }, difference) =>
      adapter.library === 'ws' && isOfClients(difference) && gateways.some(({ path }) => /.\/$/.test(path ?? '')),
  },
  {
    id: 'ws-root-path',
    area: 'gateways',
    title: "With ws, a gateway with the path `'/'` beside one without a path",
    reference: 'Two servers; clients reach one of them',
    portico: 'One server for both',
    reason: 'It is the same path.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: ({ adapter, gateways }, difference) =>
      adapter.library === 'ws' &&
      isOfClients(difference) &&
      gateways.some(
        ({ path, port }) => path === '/' && gateways.some((other) => other.path === undefined && other.port === port),
      ),
  },
  {
    id: 'gateway-port-with-several-paths',
    area: 'gateways',
    title: 'Gateways with the same dedicated port and different paths',
    reference: 'The process crashes with `EADDRINUSE`',
    portico: 'They share the port',
    reason: 'Paths tell the gateways apart.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: (theCase, difference) => portsWithSeveralPaths(theCase) && crashes(/EADDRINUSE/)(theCase, difference),
  },
  {
    id: 'gateway-object-pattern',
    area: 'gateways',
    title: "`@SubscribeMessage({ cmd: 'x' })`",
    reference: 'With ws no message reaches the handler, with socket.io only the event `[object Object]`',
    portico: 'A client sends the object as the event, with socket.io as JSON with sorted keys',
    reason: 'Clients can reach the handler.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) =>
      messagesIn(theCase, difference).some(({ event }) => typeof event === 'object') && hasMore(theCase, difference),
  },
  {
    id: 'gateway-disconnects-in-connection',
    area: 'gateways',
    title: 'With socket.io, `handleConnection` disconnects the client before it returns',
    reference: '`handleDisconnect` is not called',
    portico: '`handleDisconnect` is called',
    reason: 'What `handleConnection` has set up has to be disposed of for every client.',
    docs: 'gateways.md#connections',
    matches: ({ adapter, gateways }, { path, portico, reference }) =>
      adapter.library === 'socket.io' &&
      gateways.some(
        ({ hooks }) => hooks.handleConnection?.does === 'leave' && hooks.handleConnection.when === 'sync',
      ) &&
      path.includes('.hooks.') &&
      isDeepStrictEqual(withoutDisconnect(portico), withoutDisconnect(reference)),
  },
  {
    id: 'gateway-disconnect-waits-for-connection',
    area: 'gateways',
    title: 'A client leaves while an asynchronous `handleConnection` is at work',
    reference: '`handleDisconnect` is called in the meantime',
    portico: '`handleDisconnect` is called when `handleConnection` has settled',
    reason: '`handleDisconnect` can dispose of what `handleConnection` has set up.',
    docs: 'gateways.md#connections',
    matches: ({ gateways }, { path, portico, reference }) =>
      gateways.some(({ hooks }) => hooks.handleConnection && hooks.handleConnection.when !== 'sync') &&
      path.includes('.hooks.') &&
      isDeepStrictEqual(withoutDisconnect(portico), withoutDisconnect(reference)),
  },
  {
    id: 'gateway-client-leaves-in-handler',
    area: 'gateways',
    title: 'A handler or a guard disconnects its client',
    reference:
      'Other handlers of the message are not called, interceptors do not learn what became of the call; a stream is subscribed, and ended at once. What another handler of the message replies may still be sent',
    portico: 'All of its handlers are called, and interceptors see the result or the error; a stream is not subscribed',
    reason: 'An interceptor that measures or cleans up has to see the end of each call.',
    docs: 'gateways.md#guards-pipes-interceptors',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!disconnects(theCase)) return false;
      if (path.includes('.trace.'))
        return withoutOutcome(reference).every((line) => withoutOutcome(portico).includes(line));
      return (
        /\.client /.test(path) &&
        messagesIn(theCase, difference).some(({ event }) => handlersOf(allHandlers(theCase), event) > 1) &&
        // Such a reply may also be one that the client cannot parse, which ends the connection with another reason.
        isPartOf(withoutEnd(portico), reference)
      );
    },
  },
  {
    id: 'gateway-messages-wait',
    area: 'gateways',
    title:
      'Messages come while an asynchronous `handleConnection` is at work, and the client leaves or is disconnected',
    reference: 'They have been handled at once',
    portico: 'They wait, and are discarded with the client',
    reason: 'A client that `handleConnection` refuses must not reach handlers.',
    docs: 'gateways.md#connections',
    matches: ({ gateways }, { path, portico, reference }) =>
      gateways.some(({ hooks }) => hooks.handleConnection && hooks.handleConnection.when !== 'sync') &&
      /^all\.(client|trace)/.test(path) &&
      (isPartOf(portico, reference) || isPartOf(reference, portico)),
  },
  {
    id: 'gateway-messages-after-disconnect',
    area: 'gateways',
    title: 'A client sends several messages at once, and the handler of one disconnects it',
    reference: 'The others are handled all the same',
    portico: 'Messages that follow are discarded',
    reason: 'A client that has been disconnected must not reach handlers.',
    docs: 'gateways.md#connections',
    matches: (theCase, difference) =>
      disconnects(theCase) &&
      (stepOf(theCase, difference)?.do === 'burst' || difference.path.startsWith('all.')) &&
      /\.(trace|client|errors)/.test(difference.path) &&
      isPartOf(difference.portico, difference.reference),
  },
  {
    id: 'gateway-process-without-values',
    area: 'gateways',
    title:
      'A custom adapter subscribes to what the third argument of `bindMessageHandlers()` returns, and there is no result',
    reference: 'The stream brings `undefined` or `null`',
    portico: 'The stream brings nothing',
    reason: 'The adapter of the documents filters such values out.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.variant === 'own-handlers' &&
      /\.(client|probe) /.test(path) &&
      isDeepStrictEqual(withoutEmpty(portico), withoutEmpty(reference)),
  },
  {
    id: 'gateway-several-patterns',
    area: 'gateways',
    title: 'Several `@SubscribeMessage()` stand on one method',
    reference: 'Only the first one counts',
    portico: 'All count',
    reason: 'A decorator that has no effect is easily overlooked.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) =>
      allHandlers(theCase).some(
        (each) =>
          each.patterns.length > 1 &&
          (/\.trace\.adapter$/.test(difference.path) ||
            (hasMore(theCase, difference) &&
              messagesIn(theCase, difference).some(({ event }) => handlersOf([each], event) > 0))),
      ),
  },
  {
    id: 'gateway-namespace-pattern-shared',
    area: 'gateways',
    title: 'Several gateways have the same RegExp as their namespace',
    reference: 'Only the first one gets clients',
    portico: 'They share the namespace',
    reason: 'Gateways with the same name as their namespace share it, too.',
    docs: 'gateways.md#where-a-gateway-listens',
    matches: ({ gateways }, difference) =>
      isOfClients(difference) &&
      gateways.some(
        ({ namespace, path, port }, index) =>
          namespace?.startsWith('~') &&
          gateways.some(
            (other, at) => at > index && other.namespace === namespace && other.port === port && other.path === path,
          ),
      ),
  },
  {
    id: 'ws-several-handlers',
    area: 'gateways',
    title: 'With ws, several methods of a gateway subscribe to the same message',
    reference: 'Only the last one is called',
    portico: 'All are called, as with socket.io',
    reason: 'A handler should not depend on the adapter.',
    docs: 'gateways.md#messages',
    matches: (theCase, difference) =>
      theCase.adapter.library === 'ws' &&
      hasMore(theCase, difference) &&
      // A stream that has begun goes on in later steps.
      theCase.script
        .flatMap(messagesOf)
        .some(({ event }) =>
          theCase.gateways.some(({ handlers, inherited }) => handlersOf([...handlers, ...inherited], event) > 1),
        ),
  },
  {
    id: 'gateway-namespaces-close-with-their-server',
    area: 'gateways',
    title: 'A custom adapter overrides `close(server)`',
    reference: 'It is called for each namespace, too',
    portico: 'It is called once for each server',
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
    title: 'A custom adapter has the five documented methods and no `dispose()`',
    reference: '`app.close()` rejects with a TypeError',
    portico: '`app.close()` resolves',
    reason: 'The documents ask for no such method.',
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
    title: 'What `bindMessageHandlers()` of a custom adapter is given when several handlers have the same event',
    reference: 'One entry for each handler, and one call for each gateway',
    portico: 'One entry for each event, which calls all handlers, and one call for each client',
    reason: 'An adapter that looks for the first entry of an event reaches all handlers.',
    docs: 'websocket-adapters.md#write-an-adapter',
    matches: ({ adapter }, { path, portico, reference }) =>
      adapter.variant === 'sees-handlers' &&
      path.endsWith('.trace.adapter') &&
      isDeepStrictEqual(eventsOf(portico), eventsOf(reference)),
  },
];

function eventsOf(trace: unknown): readonly string[] {
  const words = (trace as readonly string[] | undefined)?.flatMap((line) => line.split(' ')) ?? [];
  return [...new Set(words)].sort();
}

function withoutDisconnect(hooks: unknown): readonly string[] {
  return ((hooks ?? []) as readonly string[]).filter((hook) => !hook.includes('.handleDisconnect'));
}

function withoutOutcome(trace: unknown): readonly string[] {
  return ((trace ?? []) as readonly string[]).filter(
    (line) => !/interceptor\d+ (after|failed|completed)| (subscribed|ended)$/.test(line),
  );
}

function handlersOf(handlers: readonly Handler[], event: Pattern): number {
  return handlers.filter(({ patterns }) => patterns.some((each) => isDeepStrictEqual(each, event))).length;
}

function withoutExceptions(lines: unknown): readonly string[] {
  return ((lines ?? []) as readonly string[]).filter(
    (line) => !/^exception|"event":"exception"|^(WsExceptionsHandler|IoAdapter|WsAdapter):/.test(line),
  );
}

function withoutHookFailures(errors: unknown): readonly string[] {
  return ((errors ?? []) as readonly string[]).filter(
    (line) => !/WsExceptionsHandler: .*\.(handleConnection|handleDisconnect) failed/.test(line),
  );
}

function withoutEnd(lines: unknown): readonly string[] {
  return ((lines ?? []) as readonly string[]).filter((line) => !line.startsWith('disconnect '));
}

function withoutFalsy(frames: unknown): readonly string[] {
  return ((frames ?? []) as readonly string[]).filter((frame) => !['false', '0', '""', 'null'].includes(frame));
}

function isPartOf(part: unknown, whole: unknown): boolean {
  const lines = (whole ?? []) as readonly string[];
  return ((part ?? []) as readonly string[]).every((line) => lines.includes(line));
}

function withoutEmpty(lines: unknown): readonly string[] {
  return ((lines ?? []) as readonly string[]).filter(
    (line) => !['own null', 'own undefined', '{}', '{"own":null}'].includes(line),
  );
}
