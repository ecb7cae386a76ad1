import type { Gateway, GatewayCase, Handler, Result, Value } from '../case.js';
import { isPlain } from '../features.js';
import { makeValue, show } from '../make-value.js';
import type { Sent } from './messages.js';
import type { Lines } from './seen.js';

/**
 * What the client that has sent a message receives for one of its handlers.
 *
 * @returns `undefined` where that depends on more than the handler: streams, failures, acknowledgements, enhancers that
 *   may change it, values that cannot be sent as they are, and adapters that send results in their own way
 */
export function repliesOf(
  { adapter, global }: GatewayCase,
  { enhancers }: Gateway,
  handler: Handler,
  { args = [], ack }: Sent,
): Lines | undefined {
  const levels = [global, enhancers, handler.enhancers];
  const isChanged = levels.some(
    ({ guards, interceptors, pipes }) =>
      interceptors.length + pipes.length > 0 || guards.some(({ does }) => does !== 'pass'),
  );
  const isPiped = handler.parameters.some(({ pipes }) => pipes.length > 0);
  if (isChanged || isPiped || !args.every(isPlain)) return undefined;
  // socket.io passes several arguments as a list.
  if (args.length > 1 && adapter.library === 'socket.io') return undefined;
  if (adapter.variant === 'own-handlers' || adapter.variant === 'own-parser') return undefined;
  const data = dataOf(handler, args[0]);
  const isWs = adapter.library === 'ws';

  const sent = (event: string, value: Value): string =>
    isWs ? JSON.stringify({ event, data: value }) : `${event} ${show(makeValue(value))}`;

  const ofValue = (value: Value | undefined): Lines | undefined => {
    if (value === undefined) return [];
    if (!isPlain(value)) return undefined;
    if (typeof value === 'object' && value !== null && 'event' in value && 'data' in value)
      return typeof value.event === 'string' ? [sent(value.event, value.data)] : undefined;
    if (isWs) return [JSON.stringify(value)];
    return ack ? undefined : [];
  };

  const of = (result: Result): Lines | undefined => {
    switch (result.kind) {
      case 'value':
        return ofValue(result.value);
      case 'echo':
        return ofValue(data);
      case 'reply':
        return ofValue({ event: result.event, data: result.data });
      case 'promise':
        return result.when === 'gated' ? undefined : of(result.of);
      case 'emit': {
        const rest = of(result.of);
        const hasClient = handler.parameters.length === 0 || handler.parameters.some(({ from }) => from === 'client');
        return rest && (hasClient ? [sent('by hand', result.value), ...rest] : rest);
      }
      default:
        return undefined;
    }
  };

  return of(handler.result);
}

/** The data that a handler gets, if it gets any. */
function dataOf({ parameters }: Handler, sent: Value | undefined): Value | undefined {
  if (parameters.length === 0) return sent;
  const parameter = parameters.find(({ from }) => from === 'body' || from === 'key');
  if (parameter?.from !== 'key') return parameter && sent;
  return typeof sent === 'object' && sent !== null ? (sent as Readonly<Record<string, Value>>).key : undefined;
}
