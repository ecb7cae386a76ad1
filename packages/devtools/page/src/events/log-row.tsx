import { memo, type ReactNode, useState } from 'react';
import { CopyButton } from '../parts/copy-button.js';
import { timeOf } from '../parts/format.js';
import { Icon, type IconName } from '../parts/icon.js';
import { indented, ShownView } from '../parts/shown.js';
import { visible } from '../parts/visible.js';
import type { EntryKind, LogEntry } from './log-store.js';

const WORDS: Record<EntryKind, string> = {
  sent: 'Sent',
  received: 'Received',
  reply: 'Reply',
  streamed: 'Streamed',
  ended: 'Ended',
  error: 'Failed',
  opened: 'Connected',
  closed: 'Disconnected',
  refused: 'Refused',
  skipped: 'Left out',
};

const ICONS: Record<EntryKind, IconName> = {
  sent: 'out',
  received: 'in',
  reply: 'in',
  streamed: 'in',
  ended: 'check',
  error: 'warning',
  opened: 'plug',
  closed: 'close',
  refused: 'lock',
  skipped: 'warning',
};

/** Shows one entry on one line, and all of its data below when it is expanded. */
export const LogRow = memo(function LogRow({ entry }: { readonly entry: LogEntry }): ReactNode {
  const [open, setOpen] = useState(entry.kind === 'error');
  const { kind, event, data, note, client, at } = entry;
  const head = (
    <>
      <span className="log-kind">
        <Icon name={ICONS[kind]} />
        {WORDS[kind]}
      </span>
      {event !== undefined && <code className="log-event">{visible(event)}</code>}
      {note !== undefined && <span className="log-note-text">{visible(note)}</span>}
      {data && !open && <ShownView shown={data} inline />}
    </>
  );
  return (
    <li className={`log-row log-${kind}`}>
      <span className={`client-number client-${client % 6}`} title={`Client ${client}`}>
        <span className="visually-hidden">Client </span>
        {client}
      </span>
      <time className="log-time" dateTime={new Date(at).toISOString()}>
        {timeOf(at)}
      </time>
      {data ? (
        <button type="button" className="log-head-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {head}
        </button>
      ) : (
        <p className="log-head-button">{head}</p>
      )}
      {data && open && (
        <div className="log-data">
          <ShownView shown={data} />
          <CopyButton label="Copy the data" text={() => indented(data)} />
        </div>
      )}
    </li>
  );
});
