import { AsyncLocalStorage } from 'node:async_hooks';
import { tracingChannel } from 'node:diagnostics_channel';
import { onTestFinished } from 'vitest';

type EventName = 'start' | 'end' | 'asyncStart' | 'asyncEnd' | 'error';

/** The recorded events of a tracing channel. */
interface RecordedTraces<T> {
  /** All events, in order. */
  readonly names: readonly string[];
  of(event: EventName): T[];
}

/** The store of {@link recordTraces} within a recorded call. */
export const tracedStore: AsyncLocalStorage<string> = new AsyncLocalStorage();

/**
 * Records the events of a tracing channel until the running test has finished.
 *
 * @param store the value of {@link tracedStore} within a recorded call. Default: the name of the channel
 */
export function recordTraces<T extends object>(
  name: string,
  store: (trace: T) => string = () => name,
): RecordedTraces<T> {
  const channel = tracingChannel<unknown, T>(name);
  const events: { readonly event: EventName; readonly trace: T }[] = [];
  const note = (event: EventName) => (trace: T) => void events.push({ event, trace });
  const subscribers = {
    start: note('start'),
    end: note('end'),
    asyncStart: note('asyncStart'),
    asyncEnd: note('asyncEnd'),
    error: note('error'),
  };
  channel.subscribe(subscribers);
  channel.start.bindStore(tracedStore, store);
  onTestFinished(() => {
    channel.unsubscribe(subscribers);
    channel.start.unbindStore(tracedStore);
  });
  return {
    get names() {
      return events.map(({ event }) => event);
    },
    of: (event) => events.filter((each) => each.event === event).map(({ trace }) => trace),
  };
}
