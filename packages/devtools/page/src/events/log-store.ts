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

let last = 0;

export function log(entry: Omit<LogEntry, 'key' | 'at'> & { readonly at?: number }): void {
  last += 1;
  const added: LogEntry = { key: last, at: Date.now(), ...entry };
  useLog.setState(({ entries, discarded }) => {
    const over = Math.max(0, entries.length + 1 - LONGEST_LOG);
    return { entries: [...entries.slice(over), added], discarded: discarded + over };
  });
}

export function clearLog(): void {
  useLog.setState({ entries: [], discarded: 0 });
}
