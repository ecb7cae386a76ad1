/**
 * Key on an acknowledgement function: sends the failure of the request to the client. Shared by every copy of this
 * package.
 */
const FAILURE: unique symbol = Symbol.for('portico.websockets.failure');

/** @returns whether the failure was sent to the client, so that no `exception` event is needed */
export type SendFailure = (payload: object) => boolean;

/** Sends the failure of a message. An object, because one more function per message would cost too much. */
export interface FailureSender {
  sendFailure(payload: object): boolean;
}

type Acknowledgement = { [FAILURE]?: SendFailure | FailureSender };

/** The failure that is being handled, because filters may be shared by many clients. */
let current: { readonly client: unknown; readonly send: SendFailure | FailureSender } | undefined;

/**
 * Sends failures of a message through its acknowledgement, in place of the `exception` event.
 *
 * @param ack the value that handlers receive with `@Ack()`
 * @param send called with the data of the `exception` event
 * @returns `ack`
 * @example
 * receiver.receive(client, event, data, acknowledgeFailures(ack, (payload) => { ack(payload); return true; }));
 * @see docs/websocket-adapters.md
 */
export function acknowledgeFailures<T extends Function>(ack: T, send: SendFailure): T {
  return acknowledgeFailuresBy(ack, send);
}

/** Does the same with an object, which needs no function per message. */
export function acknowledgeFailuresBy<T extends Function>(
  ack: T & Acknowledgement,
  sender: SendFailure | FailureSender,
): T {
  ack[FAILURE] = sender;
  return ack;
}

/** Handles the failure of a message; meanwhile, calls of {@link sendFailure} go to its acknowledgement. */
export function handleFailure<T>(client: unknown, ack: unknown, handle: () => T): T {
  const target: (Function & Acknowledgement) | undefined = typeof ack === 'function' ? ack : undefined;
  const send = target?.[FAILURE];
  if (send === undefined) return handle();
  const outer = current;
  current = { client, send };
  try {
    return handle();
  } finally {
    current = outer;
  }
}

/** @returns whether the failure was sent to the client through the acknowledgement of its message */
export function sendFailure(client: object, payload: unknown): boolean {
  if (current?.client !== client || typeof payload !== 'object' || payload === null) return false;
  const { send } = current;
  return typeof send === 'function' ? send(payload) : send.sendFailure(payload);
}
