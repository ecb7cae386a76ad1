import { WebSocket } from 'ws';

const ABNORMAL_CLOSURE = 1006;
const SERVICE_RESTART = 1012;

/** How long a terminated connection may take to report its end. */
const TERMINATION_MS = 1_000;

/**
 * Closes connections: each client gets a close frame with 1012, and `timeout` milliseconds to complete the closing
 * handshake. A client that is still reading earlier data has not reached the close frame yet, and gets more time.
 *
 * @param timeout 0 terminates the connections immediately
 */
export async function closeClients(clients: Iterable<WebSocket>, timeout: number): Promise<void> {
  const closing = [...clients]
    .filter((client) => client.readyState !== WebSocket.CLOSED)
    .map((client) => new ClosingClient(client));
  if (closing.length === 0) return;
  const closed = Promise.all(closing.map((client) => client.closed));
  for (const client of closing) {
    if (timeout === 0) client.terminate();
    else client.close();
  }
  const check = () => {
    for (const client of closing) client.check();
  };
  const timer = setInterval(check, timeout || TERMINATION_MS);
  await closed;
  clearInterval(timer);
}

class ClosingClient {
  readonly closed: Promise<void>;
  private isClosed = false;
  private isTerminated = false;
  private buffered = 0;

  constructor(private readonly client: WebSocket) {
    this.closed = new Promise((resolve) =>
      client.once('close', () => {
        this.isClosed = true;
        resolve();
      }),
    );
  }

  close(): void {
    this.client.close(SERVICE_RESTART, 'The server is closing');
    this.buffered = this.client.bufferedAmount;
  }

  terminate(): void {
    this.isTerminated = true;
    this.client.terminate();
  }

  /** Terminates a client that has read nothing since the last check. */
  check(): void {
    if (this.isClosed) return;
    const { bufferedAmount } = this.client;
    // ws never reports the end if a message listener of the application has thrown: it waits for that message.
    if (this.isTerminated) this.client.emit('close', ABNORMAL_CLOSURE, Buffer.alloc(0));
    else if (bufferedAmount < this.buffered) this.buffered = bufferedAmount;
    else this.terminate();
  }
}
