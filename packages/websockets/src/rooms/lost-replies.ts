type OnReply = (reply: unknown) => void;

/** Members that are private in the types of socket.io: where a client keeps the callbacks for its replies. */
interface Replying {
  readonly acks?: unknown;
}

const listeners = new WeakMap<object, () => void>();

/** Calls back for each client that disconnects before it has replied, if its library stores the callback for its reply. */
export function onLostReply(onReply: OnReply, listener: () => void): void {
  listeners.set(onReply, listener);
}

/** Announces the replies that a disconnected client owes. Other callbacks that its library stores stay untouched. */
export function loseReplies({ acks }: Replying): void {
  if (!(acks instanceof Map)) return;
  for (const [id, onReply] of acks) {
    const listener = listeners.get(Object(onReply));
    if (!listener) continue;
    acks.delete(id);
    listener();
  }
}
