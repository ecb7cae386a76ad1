import { useCallback, useEffect, useRef, useState } from 'react';
import type { ClientDescription, ClientPage } from '../api/protocol.js';
import { getJson, RefusedRequest } from '../api/request.js';

export const PAGE = 100;
const REFRESH_MS = 5_000;

export interface ClientWindow {
  readonly total: number | undefined;
  readonly problem: string | undefined;
  /** When the shown clients were read. */
  readonly readAt: number;
  at(index: number): ClientDescription | undefined;
  /** Loads the visible clients. */
  show(first: number, last: number): void;
}

interface Loaded {
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly ClientDescription[]>;
  readonly problem: string | undefined;
  readonly readAt: number;
}

const NOTHING: Loaded = { total: undefined, pages: new Map(), problem: undefined, readAt: 0 };

/** Reads the clients of a server in pages as they become visible, and again every few seconds. */
export function useClientPages(server: string, search: string, room?: string): ClientWindow {
  const [loaded, setLoaded] = useState(NOTHING);
  const visible = useRef<readonly number[]>([0]);
  const pages = useRef(loaded.pages);
  pages.current = loaded.pages;

  const load = useCallback(
    async (page: number, signal: AbortSignal) => {
      try {
        const query = { server, room, search, offset: page * PAGE, limit: PAGE };
        const { total, clients } = await getJson<ClientPage>('clients', query, signal);
        setLoaded((last) => ({
          total,
          pages: new Map(last.pages).set(page, clients),
          problem: undefined,
          readAt: Date.now(),
        }));
      } catch (error) {
        if (!signal.aborted) setLoaded((last) => ({ ...last, problem: messageOf(error) }));
      }
    },
    [server, search, room],
  );

  const controller = useRef(new AbortController());
  useEffect(() => {
    const abort = new AbortController();
    controller.current = abort;
    visible.current = [0];
    setLoaded((last) => ({ ...NOTHING, total: last.total }));
    void load(0, abort.signal);
    const timer = setInterval(() => {
      if (document.hidden) return;
      for (const page of visible.current) void load(page, abort.signal);
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [load]);

  const show = useCallback(
    (first: number, last: number) => {
      const from = Math.floor(first / PAGE);
      const wanted = Array.from({ length: Math.floor(last / PAGE) - from + 1 }, (_, index) => from + index);
      const added = wanted.filter((page) => !visible.current.includes(page) && !pages.current.has(page));
      visible.current = wanted;
      for (const page of added) void load(page, controller.current.signal);
    },
    [load],
  );

  return {
    total: loaded.total,
    problem: loaded.problem,
    readAt: loaded.readAt,
    at: (index) => loaded.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    show,
  };
}

function messageOf(error: unknown): string {
  return error instanceof RefusedRequest ? `${error.status} ${error.message}` : 'The server is not reachable.';
}
