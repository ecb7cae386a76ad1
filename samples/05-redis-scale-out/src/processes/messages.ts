/** The message of a process to the primary when it is listening. The cluster adapter sends other messages. */
export interface ServingMessage {
  readonly type: 'serving';
  readonly port: number;
}

/** The message of a process to the primary when it receives a signal, because some tools signal only the leaves of a process tree. */
export interface SignalledMessage {
  readonly type: 'signalled';
}

export function isServing(message: unknown): message is ServingMessage {
  return (message as Partial<ServingMessage> | null)?.type === 'serving';
}

export function isSignalled(message: unknown): message is SignalledMessage {
  return (message as Partial<SignalledMessage> | null)?.type === 'signalled';
}
