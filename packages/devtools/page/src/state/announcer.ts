import { create } from 'zustand';

interface AnnouncerState {
  readonly text: string;
}

/** What a screen reader says next, politely. Only what a user waits for is announced, never each message. */
export const useAnnouncer = create<AnnouncerState>(() => ({ text: '' }));

export function announce(text: string): void {
  // The same text twice would not be said again.
  useAnnouncer.setState(({ text: last }) => ({ text: last === text ? `${text}\u00a0` : text }));
}
