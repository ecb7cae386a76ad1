import type { Frame } from './frame.js';
import { report } from './report.js';

type Listener = (data: unknown) => unknown;

/** The listeners for events of the server. */
export class Listeners {
  private readonly byEvent = new Map<string, Set<Listener>>();

  add(event: string, listener: Listener): () => void {
    const own: Listener = (data) => listener(data);
    const found = this.byEvent.get(event) ?? new Set();
    this.byEvent.set(event, found.add(own));
    return () => {
      found.delete(own);
      // Names of events may be many, such as one for each job.
      if (found.size === 0 && this.byEvent.get(event) === found) this.byEvent.delete(event);
    };
  }

  /** @param send sends the reply to a request of the server, whose ids start again with each connection */
  receive(event: string, { id, data }: Frame, send: (frame: object) => void): void {
    const [first, ...others] = this.byEvent.get(event) ?? [];
    if (id !== undefined) void reply(id, data, first ?? missing(event), send);
    else if (first) report(() => first(data));
    for (const listener of others) report(() => listener(data));
  }
}

/** The server receives the error as the reply to its request. */
function missing(event: string): Listener {
  return () => {
    throw new Error(`The client has no listener for "${event}"`);
  };
}

async function reply(id: number, data: unknown, listener: Listener, send: (frame: object) => void): Promise<void> {
  try {
    send({ id, data: (await listener(data)) ?? null });
  } catch (error) {
    send({ id, error: { status: 'error', message: error instanceof Error ? error.message : String(error) } });
  }
}
