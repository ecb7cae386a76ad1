/** What a process tells the primary when it serves. The cluster adapter sends messages of its own beside it. */
export interface ServingMessage {
  readonly type: 'serving';
  readonly port: number;
}

export function isServing(message: unknown): message is ServingMessage {
  return (message as Partial<ServingMessage> | null)?.type === 'serving';
}
