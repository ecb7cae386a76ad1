import { create } from 'zustand';

interface AnnouncerState {
  readonly text: string;
}

/** The text that screen readers announce next. Only results for which a user waits are announced, not each message. */
export const useAnnouncer = create<AnnouncerState>(() => ({ text: '' }));

export function announce(text: string): void {
  // Screen readers do not announce the same text twice.
  useAnnouncer.setState(({ text: last }) => ({ text: last === text ? `${text}\u00a0` : text }));
}
