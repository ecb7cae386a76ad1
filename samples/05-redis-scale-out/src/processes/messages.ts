/** What a process tells the primary when it serves. The cluster adapter sends messages of its own beside it. */
export interface ServingMessage {
  readonly type: 'serving';
  readonly port: number;
}

/** What a process tells the primary when it got a signal: some tools signal only the last processes of a tree. */
export interface SignalledMessage {
  readonly type: 'signalled';
}

export function isServing(message: unknown): message is ServingMessage {
  return (message as Partial<ServingMessage> | null)?.type === 'serving';
}

export function isSignalled(message: unknown): message is SignalledMessage {
  return (message as Partial<SignalledMessage> | null)?.type === 'signalled';
}
