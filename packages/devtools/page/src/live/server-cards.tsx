import type { ReactNode } from 'react';
import type { ServerSnapshot } from '../api/protocol.js';
import { bytes, count, rate } from '../parts/format.js';
import { discardedBy } from '../state/live.js';

interface ServerCardsProps {
  readonly servers: readonly ServerSnapshot[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

/** Shows a card for each server with its gateways. Selecting one limits the view to this server. */
export function ServerCards({ servers, selected, onSelect }: ServerCardsProps): ReactNode {
  return (
    <section aria-labelledby="servers-title">
      <header className="section-head">
        <h2 id="servers-title">Gateways</h2>
        {selected !== undefined && servers.length > 1 && (
          <button type="button" className="button button-quiet" onClick={() => onSelect(undefined)}>
            Show all
          </button>
        )}
      </header>
      <ul className="server-cards">
        {servers.map((server) => (
          <li key={server.id}>
            <button
              type="button"
              className="server-card"
              aria-pressed={server.id === selected}
              onClick={() => onSelect(server.id === selected ? undefined : server.id)}
            >
              <span className="server-head">
                <code>{server.place}</code>
                <span className="tag">{server.adapter}</span>
              </span>
              <span className="server-gateways">{server.gateways.join(', ')}</span>
              <span className="server-numbers">
                <Count label="clients" value={count(server.clients)} />
                <Count label="rooms" value={count(server.rooms)} />
                <Count label="messages/s" value={rate(server.messagesPerSecond)} />
                <Count label="running" value={count(server.running)} />
                <Count label="queued" value={count(server.queued)} />
                <Count label="buffered" value={bytes(server.bufferedBytes)} />
                <Count label="discarded" value={count(discardedBy(server))} />
                <Count label="refused" value={count(server.refused)} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Count({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <span className="server-number">
      <strong>{value}</strong> {label}
    </span>
  );
}
