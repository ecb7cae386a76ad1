/** On an acknowledgement function: how the client learns that its request failed. Found by every copy of this package. */
const FAILURE: unique symbol = Symbol.for('portico.websockets.failure');

/** @returns whether the client was sent the failure, so that it needs no `exception` event */
export type SendFailure = (payload: object) => boolean;

/** Something that sends the failure of a message: an object where one more function for each message would cost too much. */
export interface FailureSender {
  sendFailure(payload: object): boolean;
}

type Acknowledgement = { [FAILURE]?: SendFailure | FailureSender };

/** The failure that is being handled: filters may be shared by any number of clients. */
let current: { readonly client: object; readonly send: SendFailure | FailureSender } | undefined;

/**
 * Lets failures of a message reach its client through the acknowledgement, in place of the `exception` event.
 *
 * @param ack what handlers receive with `@Ack()`
 * @param send called with what the `exception` event would carry
 * @returns `ack`
 * @example
 * receiver.receive(client, event, data, acknowledgeFailures(ack, (payload) => { ack(payload); return true; }));
 * @see docs/websocket-adapters.md
 */
export function acknowledgeFailures<T extends Function>(ack: T, send: SendFailure): T {
  return acknowledgeFailuresBy(ack, send);
}

/** The same by an object, which costs no function for each message. */
export function acknowledgeFailuresBy<T extends Function>(
  ack: T & Acknowledgement,
  sender: SendFailure | FailureSender,
): T {
  ack[FAILURE] = sender;
  return ack;
}

/** Handles the failure of a message; what {@link sendFailure} is called with meanwhile goes to its acknowledgement. */
export function handleFailure(client: object, ack: unknown, handle: () => void): void {
  const target: (Function & Acknowledgement) | undefined = typeof ack === 'function' ? ack : undefined;
  const send = target?.[FAILURE];
  if (send === undefined) {
    handle();
    return;
  }
  const outer = current;
  current = { client, send };
  try {
    handle();
  } finally {
    current = outer;
  }
}

/** @returns whether the client was sent the failure through the acknowledgement of its message */
export function sendFailure(client: object, payload: unknown): boolean {
  if (current?.client !== client || typeof payload !== 'object' || payload === null) return false;
  const { send } = current;
  return typeof send === 'function' ? send(payload) : send.sendFailure(payload);
}
