import { create } from 'zustand';
import type { Shown } from '../api/protocol.js';

export type EntryKind =
  | 'sent'
  | 'received'
  | 'reply'
  | 'streamed'
  | 'ended'
  | 'error'
  | 'opened'
  | 'closed'
  | 'refused'
  | 'skipped';

export interface LogEntry {
  readonly key: number;
  readonly at: number;
  /** The number of the client on this page. */
  readonly client: number;
  readonly kind: EntryKind;
  readonly event?: string;
  readonly request?: string;
  readonly data?: Shown;
  readonly note?: string;
}

export const LONGEST_LOG = 500;

interface LogState {
  readonly entries: readonly LogEntry[];
  readonly discarded: number;
}

/** The messages that the clients of the page sent and received, the newest last. */
export const useLog = create<LogState>(() => ({ entries: [], discarded: 0 }));

/** How long entries wait to be shown together: a render for each of a thousand events per second makes the page unresponsive. */
const BATCH_MS = 50;

let last = 0;
let waiting: LogEntry[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

export function log(entry: Omit<LogEntry, 'key' | 'at'> & { readonly at?: number }): void {
  last += 1;
  waiting.push({ key: last, at: Date.now(), ...entry });
  timer ??= setTimeout(showWaiting, BATCH_MS);
  // Browsers delay the timers of hidden pages, for up to a minute.
  if (waiting.length >= LONGEST_LOG) showWaiting();
}

export function clearLog(): void {
  waiting = [];
  useLog.setState({ entries: [], discarded: 0 });
}

function showWaiting(): void {
  clearTimeout(timer);
  timer = undefined;
  const added = waiting;
  waiting = [];
  useLog.setState(({ entries, discarded }) => {
    const over = Math.max(0, entries.length + added.length - LONGEST_LOG);
    return { entries: [...entries, ...added].slice(over), discarded: discarded + over };
  });
}
