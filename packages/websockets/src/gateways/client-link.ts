import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import type { ClientState } from './client-state.js';

/** The state of a client hangs on the client: found without a table that would grow with them. */
const CLIENT_STATE: unique symbol = Symbol.for('portico.websockets.client');

type Linked = { [CLIENT_STATE]?: ClientState };

/** Links a client to its state. */
export function linkClient(client: object, state: ClientState): void {
  Object.defineProperty(client, CLIENT_STATE, { value: state, configurable: true, writable: true });
}

export function stateOf(client: object): ClientState | undefined {
  return (client as Linked)[CLIENT_STATE];
}

/** Whether a client can still be sent to: by its adapter, or by the state that sockets of the usual shapes show. */
export function isClientConnected(adapter: GatewayAdapter, client: object): boolean {
  if (adapter.isClientConnected) return adapter.isClientConnected(client);
  const { readyState, connected } = client as { readyState?: unknown; connected?: unknown };
  if (typeof readyState === 'number') return readyState === OPEN;
  return connected !== false;
}

/** Sends an event to a client through the adapter that it came by. */
export function sendToClient(client: object, event: string, payload: unknown): void {
  const adapter = stateOf(client)?.hub.adapter;
  if (adapter?.sendEvent) adapter.sendEvent(client, event, payload);
  else sendByShape(client, event, payload);
}

interface NativeSocket {
  readonly readyState: number;
  send(text: string): void;
}

interface EmittingSocket {
  emit(event: string, payload: unknown): void;
}

const OPEN = 1;

/**
 * For clients of adapters that do not say how to send an event: sockets of the standard WebSocket
 * shape get `{ event, data }` as JSON, others an event.
 */
export function sendByShape(client: object, event: string, payload: unknown): void {
  const native = client as Partial<NativeSocket>;
  if (typeof native.readyState === 'number' && typeof native.send === 'function') {
    if (native.readyState === OPEN) native.send(JSON.stringify({ event, data: payload }));
    return;
  }
  (client as Partial<EmittingSocket>).emit?.(event, payload);
}
