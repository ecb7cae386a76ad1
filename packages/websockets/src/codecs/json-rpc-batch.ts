import type { JsonRpcResponse } from './json-rpc-writer.js';

/** The responses to one batch: sent together when the last one is there, and not at all if there are none. */
export class JsonRpcBatch {
  private readonly responses: JsonRpcResponse[] = [];
  private open = 1;

  constructor(private readonly send: (responses: readonly JsonRpcResponse[]) => void) {}

  /** @returns takes the response to one message, or `undefined` for one that has none */
  expect(): (response: JsonRpcResponse | undefined) => void {
    this.open += 1;
    let isOver = false;
    return (response) => {
      if (isOver) return;
      // A value that cannot be serialized has to fail its own request.
      if (response) JSON.stringify(response);
      isOver = true;
      if (response) this.responses.push(response);
      this.close();
    };
  }

  /** One message less to wait for; called once more when all messages have been read. */
  close(): void {
    this.open -= 1;
    if (this.open === 0 && this.responses.length > 0) this.send(this.responses);
  }
}
