import type { JsonRpcResponse } from './json-rpc-writer.js';

/** The responses to one batch: sent together when all are available, and not at all if there are none. */
export class JsonRpcBatch {
  private readonly responses: string[] = [];
  private open = 1;

  /** @param send called with the responses as one JSON array */
  constructor(private readonly send: (responses: string) => void) {}

  /** @returns a function that takes the response to one message, or `undefined` for none */
  expect(): (response: JsonRpcResponse | undefined) => void {
    this.open += 1;
    let isOver = false;
    return (response) => {
      if (isOver) return;
      // Serialized here, so that a value that cannot be serialized fails only its own request.
      if (response) this.responses.push(JSON.stringify(response));
      isOver = true;
      this.close();
    };
  }

  /** Counts one message as completed; called once more when all messages have been read. */
  close(): void {
    this.open -= 1;
    if (this.open === 0 && this.responses.length > 0) this.send(`[${this.responses.join(',')}]`);
  }
}
