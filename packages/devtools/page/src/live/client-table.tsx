// biome-ignore-all lint/a11y/useSemanticElements: rows are positioned by transforms, which table elements do not support
// biome-ignore-all lint/a11y/useFocusableInteractive: the button in each row receives the focus
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { ClientDescription } from '../api/protocol.js';
import { ago, bytes } from '../parts/format.js';
import { visible } from '../parts/visible.js';
import type { ClientWindow } from './client-pages.js';

interface ClientTableProps {
  readonly clients: ClientWindow;
  readonly search: string;
  readonly following: string | undefined;
  readonly onFollow: (client: string) => void;
}

const ROW = 44;

/** Renders only the visible rows, however many clients there are. */
export function ClientTable({ clients, search, following, onFollow }: ClientTableProps): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const total = clients.total ?? 0;
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { show } = clients;
  useEffect(() => show(first, last), [show, first, last]);

  /** The row that has the focus, or will receive it once it is loaded. */
  const focused = useRef<number>(undefined);
  const awaited = useRef<number>(undefined);

  function move(event: KeyboardEvent): void {
    const to = target(event.key, focused.current, total);
    if (to === undefined) return;
    event.preventDefault();
    focused.current = to;
    awaited.current = to;
    // The focused row may be removed before the next one exists.
    scroller.current?.focus();
    rows.scrollToIndex(to);
    const button = scroller.current?.querySelector<HTMLElement>(`[data-index="${to}"]`);
    if (button) arrive(button);
  }

  function arrive(button: HTMLElement | null): void {
    if (!button || Number(button.dataset['index']) !== awaited.current) return;
    awaited.current = undefined;
    button.focus({ preventScroll: true });
  }

  if (clients.problem !== undefined && clients.total === undefined) {
    return <p className="notice notice-danger">The clients could not be read: {clients.problem}</p>;
  }
  if (clients.total === 0) {
    return (
      <p className="hint">
        {search === ''
          ? 'No client is connected. Connect one in Events, or open your application.'
          : `No client matches “${search}”.`}
      </p>
    );
  }
  return (
    <div
      className="client-table"
      ref={scroller}
      tabIndex={-1}
      role="table"
      aria-label="Connected clients"
      aria-rowcount={total + 1}
      onKeyDown={move}
      onFocus={({ target: { dataset } }) => {
        if (dataset['index'] !== undefined) focused.current = Number(dataset['index']);
      }}
    >
      <div role="rowgroup" className="client-head">
        <div role="row" aria-rowindex={1} className="client-row">
          <span role="columnheader">Client</span>
          <span role="columnheader">Address</span>
          <span role="columnheader">Rooms</span>
          <span role="columnheader">Buffered</span>
          <span role="columnheader">Connected</span>
        </div>
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize() }} className="client-rows">
        {items.map(({ index, start }) => (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className="client-row"
            style={{ transform: `translateY(${start}px)`, height: ROW }}
          >
            <Row
              index={index}
              client={clients.at(index)}
              now={clients.readAt}
              following={following}
              onFollow={onFollow}
              arrive={arrive}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly client: ClientDescription | undefined;
  readonly now: number;
  readonly following: string | undefined;
  readonly onFollow: (client: string) => void;
  /** Called with the button of each row when it is rendered. */
  readonly arrive: (button: HTMLElement | null) => void;
}

function Row({ index, client, now, following, onFollow, arrive }: RowProps): ReactNode {
  if (!client) {
    return (
      <span role="cell" className="hint">
        Loading…
      </span>
    );
  }
  const { id, address, url, rooms, roomCount, bufferedBytes, connectedAt } = client;
  const more = roomCount - rooms.length;
  return (
    <>
      <span role="cell">
        <button
          type="button"
          className="client-button"
          data-index={index}
          ref={arrive}
          aria-pressed={id === following}
          aria-label={`Follow ${id}`}
          onClick={() => onFollow(id)}
        >
          <code>{id}</code>
        </button>
      </span>
      <span role="cell" title={url}>
        {address ?? 'unknown'}
        {url !== undefined && <span className="hint"> {url}</span>}
      </span>
      <span role="cell" title={visible(rooms.join(', '))}>
        {visible(rooms.slice(0, 4).join(', '))}
        {more + Math.max(0, rooms.length - 4) > 0 && (
          <span className="hint"> and {more + Math.max(0, rooms.length - 4)} more</span>
        )}
      </span>
      <span role="cell" className={bufferedBytes > 65_536 ? 'worrying' : undefined}>
        {bytes(bufferedBytes)}
      </span>
      <span role="cell">{connectedAt === undefined ? 'before this page' : ago(connectedAt, now)}</span>
    </>
  );
}

function target(key: string, focused: number | undefined, total: number): number | undefined {
  if (focused === undefined) return undefined;
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  const step = steps[key];
  return step === undefined ? undefined : Math.min(total - 1, Math.max(0, focused + step));
}
