import { onTestFinished, vi } from 'vitest';

/** Repeats a check until it passes, however busy the machine is. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 15_000 });

export interface ReceivedEvent {
  readonly event: string;
  readonly data: any;
}

export interface OpenEvents {
  readonly received: readonly ReceivedEvent[];
  /** The next event of this name, those that have come already included. Each is returned once. */
  next(event: string): Promise<any>;
  close(): void;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
}

/** Opens an event stream as a page does, until the running test has finished. */
export async function openEvents(url: string, headers: Record<string, string> = {}): Promise<OpenEvents> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await fetch(url, { headers, signal: controller.signal });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const received: ReceivedEvent[] = [];
  const taken = new Set<ReceivedEvent>();
  const ended = read(response.body, received).catch(() => undefined);
  return {
    received,
    ended,
    close: () => controller.abort(),
    next: (event) =>
      eventually(() => {
        const found = received.find((each) => each.event === event && !taken.has(each));
        if (!found) throw new Error(`no event ${event} among ${JSON.stringify(received)}`);
        taken.add(found);
        return found.data;
      }),
  };
}

async function read(body: ReadableStream<Uint8Array>, received: ReceivedEvent[]): Promise<void> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      if (event && data) received.push({ event, data: JSON.parse(data) });
      text = text.slice(end + 2);
    }
  }
}

/** Sends JSON as the page does. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export async function jsonOf(response: Response | Promise<Response>): Promise<any> {
  return (await response).json();
}
