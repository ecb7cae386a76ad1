type Listen = (type: string, listener: () => void) => void;

/** The members of a browser's `window` and `document` that are used. The types of the package need no DOM. */
interface EventSource {
  readonly addEventListener?: Listen;
  readonly removeEventListener?: Listen;
}

interface Page extends EventSource {
  readonly document?: EventSource & { readonly visibilityState?: string };
}

/**
 * Calls a listener when a browser is connected to a network again, and when its page becomes visible, whose timers may have been suspended.
 * Node.js reports neither.
 *
 * @returns removes the listener
 */
export function onReturn(listener: () => void): () => void {
  const page: typeof globalThis & Page = globalThis;
  const { document } = page;
  const onVisibility = (): void => {
    if (document?.visibilityState === 'visible') listener();
  };
  page.addEventListener?.('online', listener);
  document?.addEventListener?.('visibilitychange', onVisibility);
  return () => {
    page.removeEventListener?.('online', listener);
    document?.removeEventListener?.('visibilitychange', onVisibility);
  };
}
