import { addressOf } from './address.js';

/** A listener for each named event of a stream, called with its data. */
export type Listeners<Events> = { readonly [Name in keyof Events]: (event: Events[Name]) => void };

interface StreamOptions {
  readonly opened?: () => void;
  /** Called when the connection is lost. The stream opens again by itself, unless `once` is set. */
  readonly lost?: () => void;
  /** Does not open the stream again. */
  readonly once?: boolean;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 5_000;

/**
 * Reads a stream of server-sent events, and opens it again when it is lost. EventSource itself reconnects only after some failures,
 * and not after a 502 of a proxy.
 *
 * @returns closes the stream
 */
export function openStream<Events extends object>(
  path: string,
  listeners: Listeners<Events>,
  { opened, lost, once = false }: StreamOptions = {},
): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY_MS;
  let closed = false;

  const open = (): void => {
    source = new EventSource(addressOf(path));
    source.onopen = () => {
      wait = FIRST_RETRY_MS;
      opened?.();
    };
    source.onerror = () => {
      source?.close();
      if (closed) return;
      lost?.();
      if (once || closed) return;
      retry = setTimeout(open, wait);
      wait = Math.min(wait * 2, LAST_RETRY_MS);
    };
    for (const [name, listener] of Object.entries<(event: never) => void>(listeners)) {
      // `Events` declares the type of the data of each event.
      source.addEventListener(name, ({ data }: MessageEvent<string>) => listener(JSON.parse(data) as never));
    }
  };

  open();
  return () => {
    closed = true;
    clearTimeout(retry);
    source?.close();
  };
}
