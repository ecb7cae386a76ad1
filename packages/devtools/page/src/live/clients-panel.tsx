import { type ReactNode, useDeferredValue, useState } from 'react';
import type { ServerSnapshot } from '../api/protocol.js';
import { plural } from '../parts/format.js';
import { SearchBox } from '../parts/search-box.js';
import { Tabs } from '../parts/tabs.js';
import { visible } from '../parts/visible.js';
import { setQuery } from '../state/route.js';
import { useClientPages } from './client-pages.js';
import { ClientTable } from './client-table.js';
import { RoomList } from './room-list.js';

interface ClientsPanelProps {
  readonly servers: readonly ServerSnapshot[];
  readonly following: string | undefined;
}

/** Lists the clients and rooms of one server, which can be selected here if the view shows all servers. */
export function ClientsPanel({ servers, following }: ClientsPanelProps): ReactNode {
  const [own, setOwn] = useState<string>();
  const [tab, setTab] = useState('clients');
  const [search, setSearch] = useState('');
  const [room, setRoom] = useState<string>();
  const server = servers.find(({ id }) => id === own) ?? busiest(servers);
  if (!server) return null;
  return (
    <section className="panel clients" aria-labelledby="clients-title">
      <header className="section-head">
        <h2 id="clients-title">Clients</h2>
        {servers.length > 1 && (
          <label className="inline-field">
            <span>of</span>
            <select value={server.id} onChange={(event) => setOwn(event.target.value)}>
              {servers.map(({ id, place, clients }) => (
                <option key={id} value={id}>
                  {`${place} (${clients})`}
                </option>
              ))}
            </select>
          </label>
        )}
      </header>
      <Tabs
        label="What to list"
        tabs={[
          { id: 'clients', label: 'Clients' },
          { id: 'rooms', label: 'Rooms' },
        ]}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'clients' ? (
          <Clients
            key={server.id}
            server={server.id}
            search={search}
            onSearch={setSearch}
            room={room}
            onAllRooms={() => setRoom(undefined)}
            following={following}
          />
        ) : (
          <RoomList
            key={server.id}
            server={server.id}
            onChoose={(chosen) => {
              setRoom(chosen);
              setSearch('');
              setTab('clients');
            }}
          />
        )}
      </Tabs>
    </section>
  );
}

interface ClientsProps {
  readonly server: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** Limits the list to the clients of this room. */
  readonly room: string | undefined;
  readonly onAllRooms: () => void;
  readonly following: string | undefined;
}

function Clients({ server, search, onSearch, room, onAllRooms, following }: ClientsProps): ReactNode {
  const deferred = useDeferredValue(search.trim());
  const clients = useClientPages(server, deferred, room);
  return (
    <>
      {room !== undefined && (
        <p className="room-filter">
          In the room <code>{visible(room)}</code>
          <button type="button" className="button button-quiet" onClick={onAllRooms}>
            Show all rooms
          </button>
        </p>
      )}
      <SearchBox
        label="Search ids, addresses, rooms, URLs"
        value={search}
        onChange={onSearch}
        found={clients.total === undefined ? '' : plural(clients.total, 'client')}
      />
      <ClientTable
        clients={clients}
        search={search}
        following={following}
        onFollow={(client) => setQuery({ server, client })}
      />
    </>
  );
}

function busiest(servers: readonly ServerSnapshot[]): ServerSnapshot | undefined {
  return servers.reduce<ServerSnapshot | undefined>(
    (most, server) => (most && most.clients >= server.clients ? most : server),
    undefined,
  );
}
