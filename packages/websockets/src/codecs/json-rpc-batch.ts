import type { JsonRpcResponse } from './json-rpc-writer.js';

/** The responses to one batch: sent together when the last one is there, and not at all if there are none. */
export class JsonRpcBatch {
  private readonly responses: string[] = [];
  private open = 1;

  /** @param send called with the responses as one JSON array */
  constructor(private readonly send: (responses: string) => void) {}

  /** @returns takes the response to one message, or `undefined` for one that has none */
  expect(): (response: JsonRpcResponse | undefined) => void {
    this.open += 1;
    let isOver = false;
    return (response) => {
      if (isOver) return;
      // Serialized here: a value for which that is impossible has to fail its own request.
      if (response) this.responses.push(JSON.stringify(response));
      isOver = true;
      this.close();
    };
  }

  /** One message less to wait for; called once more when all messages have been read. */
  close(): void {
    this.open -= 1;
    if (this.open === 0 && this.responses.length > 0) this.send(`[${this.responses.join(',')}]`);
  }
}
