import type { ReactNode } from 'react';
import { Empty } from '../parts/empty.js';
import { useLive } from '../state/live.js';
import { setQuery, useRoute } from '../state/route.js';
import { useServer } from '../state/server.js';
import { Charts } from './charts.js';
import { ClientsPanel } from './clients-panel.js';
import { Discards } from './discards.js';
import { FollowClient } from './follow-client.js';
import { HandlerTable } from './handler-table.js';
import { ServerCards } from './server-cards.js';
import { Totals } from './totals.js';

/** Shows live numbers for each server, handler and client. */
export function LiveView(): ReactNode {
  const snapshot = useLive((live) => live.snapshot);
  const presence = useServer((server) => server.presence);
  const { query } = useRoute();
  if (!snapshot) {
    return presence === 'lost' ? (
      <Empty title="The application is not running" icon="plug">
        <p>Start it, and the numbers appear here within a second.</p>
      </Empty>
    ) : (
      <p className="loading">Waiting for the first numbers…</p>
    );
  }
  const chosen = snapshot.servers.find(({ id }) => id === query['server']);
  const servers = chosen ? [chosen] : snapshot.servers;
  const client = query['client'];
  return (
    <div className="live">
      <h1 className="visually-hidden">Live</h1>
      <Totals servers={servers} process={snapshot.process} />
      <Charts series={chosen?.id ?? ''} />
      {snapshot.servers.length === 0 ? (
        <Empty title="No gateway is running" icon="pulse">
          <p>
            Gateways appear here with their clients and messages. Requests of controllers are not shown: see{' '}
            <code>@portico/opentelemetry</code> for these.
          </p>
        </Empty>
      ) : (
        <>
          <ServerCards
            servers={snapshot.servers}
            selected={chosen?.id}
            onSelect={(id) => setQuery({ server: id, client: undefined })}
          />
          <div className="live-columns">
            <HandlerTable servers={servers} />
            <Discards servers={servers} />
          </div>
          <ClientsPanel servers={servers} following={client} />
        </>
      )}
      {client !== undefined && chosen && <FollowClient key={client} server={chosen.id} client={client} />}
    </div>
  );
}
