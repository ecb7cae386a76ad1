import { useSyncExternalStore } from 'react';

export const VIEWS = ['events', 'live', 'application'] as const;
export type View = (typeof VIEWS)[number];

/** The content of the hash of the address: the view, and what is open in it. A link restores both. */
export interface Route {
  readonly view: View;
  readonly query: Readonly<Record<string, string>>;
}

let parsedHash: string | undefined;
let parsed: Route = { view: 'events', query: {} };

export function currentRoute(): Route {
  if (location.hash !== parsedHash) {
    parsedHash = location.hash;
    parsed = parseRoute(parsedHash);
  }
  return parsed;
}

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const view = VIEWS.find((name) => name === path) ?? 'events';
  return { view, query: Object.fromEntries(new URLSearchParams(search)) };
}

export function hashOf(view: View, query: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  return parameters.size > 0 ? `#/${view}?${parameters}` : `#/${view}`;
}

/** Changes the query of the current view. Names with the value `undefined` are removed. */
export function setQuery(change: Readonly<Record<string, string | undefined>>, how: 'push' | 'replace' = 'push'): void {
  const { view, query } = currentRoute();
  const hash = hashOf(view, { ...query, ...change });
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}
