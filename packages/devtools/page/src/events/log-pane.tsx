import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { CopyButton } from '../parts/copy-button.js';
import { count } from '../parts/format.js';
import { Icon } from '../parts/icon.js';
import { SearchBox } from '../parts/search-box.js';
import { LogRow } from './log-row.js';
import { clearLog, type LogEntry, useLog } from './log-store.js';
import { PendingRequests } from './pending-requests.js';

/** Lists all messages that the clients of this page sent and received. Scrolls to new ones unless the user has scrolled up. */
export function LogPane(): ReactNode {
  const { entries, discarded } = useLog();
  const [search, setSearch] = useState('');
  const shown = useMemo(() => matching(entries, search), [entries, search]);
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when there is a new entry
  useEffect(() => {
    if (atEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [shown]);

  return (
    <section className="panel log-pane" aria-labelledby="log-title">
      <header className="log-head">
        <h2 id="log-title">Log</h2>
        <SearchBox label="Search the log" value={search} onChange={setSearch} />
        <CopyButton label="Copy the log as JSON" text={() => JSON.stringify(shown, null, 2)} />
        <button
          type="button"
          className="icon-button"
          aria-label="Clear the log"
          title="Clear the log"
          onClick={clearLog}
        >
          <Icon name="trash" />
        </button>
      </header>
      <PendingRequests />
      {shown.length === 0 ? (
        <p className="log-empty">
          {search === ''
            ? 'What you send, and what comes back, appears here: replies, streams, and the events that the server sends.'
            : `Nothing in the log matches “${search}”.`}
        </p>
      ) : (
        <ol
          className="log"
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
          tabIndex={0}
          aria-label="Messages"
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            atEnd.current = scrollHeight - scrollTop - clientHeight < 40;
          }}
        >
          {discarded > 0 && <li className="log-note">{count(discarded)} older entries have been removed.</li>}
          {shown.map((entry) => (
            <LogRow key={entry.key} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  );
}

function matching(entries: readonly LogEntry[], search: string): readonly LogEntry[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return entries;
  return entries.filter(({ event = '', kind, note = '', data }) =>
    `${kind} ${event} ${note} ${data?.text ?? ''}`.toLowerCase().includes(wanted),
  );
}
