/** The responses to one batch: sent together when all are available, and not at all if there are none. */
export class JsonRpcBatch {
  private readonly responses: string[] = [];
  private open = 1;

  /** @param send called with the responses as one JSON array */
  constructor(private readonly send: (responses: string) => void) {}

  /** @returns a function that takes the response to one message as JSON, or `undefined` for none */
  expect(): (response: string | undefined) => void {
    this.open += 1;
    let isOver = false;
    return (response) => {
      if (isOver) return;
      if (response !== undefined) this.responses.push(response);
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
