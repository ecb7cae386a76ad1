import { missingReply } from '../connections/requests-to-clients.js';
import { webSocketError } from '../errors.js';

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: Error): void;
  readonly event: string;
  readonly timer: NodeJS.Timeout;
}

/** The requests that one client has not replied to. */
export class ClientRequests {
  private readonly waiting = new Map<unknown, Waiting>();
  private count = 0;

  /** @param send sends a request with its id */
  constructor(private readonly send: (event: string, data: unknown, id: number) => void) {}

  /** @returns resolves to the reply; rejects with `PORTICO_WS_REQUEST` */
  ask(event: string, data: unknown, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.count;
      const giveUp = (): void => {
        this.waiting.delete(id);
        reject(missingReply(event, timeoutMs));
      };
      const timer = setTimeout(giveUp, timeoutMs).unref();
      this.waiting.set(id, { resolve, reject, event, timer });
      try {
        this.send(event, data, id);
      } catch (error) {
        clearTimeout(timer);
        this.waiting.delete(id);
        throw error;
      }
    });
  }

  /** A reply without an open request is late or invalid. */
  take(id: unknown, data: unknown, error: unknown): void {
    const found = this.waiting.get(id);
    if (!found) return;
    this.waiting.delete(id);
    clearTimeout(found.timer);
    if (error === undefined) found.resolve(data);
    else found.reject(refusedRequest(found.event, error));
  }
}

function refusedRequest(event: string, cause: unknown): Error {
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" failed, because the client replied with an error.`,
    'Handle the error; its cause is the error that the client sent.',
    cause,
  );
}
