import type { ReactNode } from 'react';
import type {
  ApplicationDescription,
  EventDescription,
  GatewayDescription,
  ServerDescription,
} from '../api/protocol.js';
import { Empty } from '../parts/empty.js';
import { hashOf } from '../state/route.js';

interface GatewayTableProps {
  readonly application: ApplicationDescription;
  readonly search: string;
  readonly onSelect: (id: string) => void;
}

export function GatewayTable({ application, search, onSelect }: GatewayTableProps): ReactNode {
  if (application.gateways.length === 0) {
    return (
      <Empty title="This application has no gateways" icon="graph">
        <p>
          A gateway is a provider with <code>@WebSocketGateway()</code>.
        </p>
      </Empty>
    );
  }
  const rows = application.gateways.flatMap((gateway) => rowsOf(gateway, application.servers, search));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
    <section className="table-scroll" tabIndex={0} aria-label="Gateways">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Handler</th>
            <th scope="col">Place</th>
            <th scope="col">Adapter</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ gateway, event, server }) => (
            <tr key={`${gateway.id} ${event.event} ${event.handler}`}>
              <th scope="row">
                <code>{event.event}</code>
                {event.defined && <span className="tag">contract</span>}
              </th>
              <td>
                <button type="button" className="item-button" onClick={() => onSelect(gateway.id)}>
                  {`${gateway.name}.${event.handler}()`}
                </button>
              </td>
              <td>
                <code>{placeOf(server)}</code>
              </td>
              <td>{server ? <a href={hashOf('live', { server: server.id })}>{server.adapter}</a> : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p className="hint">No event matches “{search}”.</p>}
    </section>
  );
}

interface GatewayRow {
  readonly gateway: GatewayDescription;
  readonly event: EventDescription;
  readonly server: ServerDescription | undefined;
}

function rowsOf(gateway: GatewayDescription, servers: readonly ServerDescription[], search: string): GatewayRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const server = servers.find(({ id }) => id === gateway.server);
  return gateway.events
    .filter(({ event, handler }) => {
      const text = `${event} ${gateway.name}.${handler}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((event) => ({ gateway, event, server }));
}

function placeOf(server: ServerDescription | undefined): string {
  return server ? `${server.namespace ?? server.path ?? '/'} on port ${server.port}` : '';
}
