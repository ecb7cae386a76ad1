import { type ReactNode, useEffect, useState } from 'react';
import type { RoomPage } from '../api/protocol.js';
import { getJson } from '../api/request.js';
import { count, plural } from '../parts/format.js';
import { SearchBox } from '../parts/search-box.js';
import { visible } from '../parts/visible.js';

interface RoomListProps {
  readonly server: string;
  readonly onChoose: (room: string) => void;
}

const LIMIT = 200;
const REFRESH_MS = 5_000;

/** Lists the largest rooms of a server. Selecting a room lists its clients. */
export function RoomList({ server, onChoose }: RoomListProps): ReactNode {
  const [search, setSearch] = useState('');
  const [page, setPage] = useState<RoomPage>();
  useEffect(() => {
    const abort = new AbortController();
    const read = async (): Promise<void> => {
      try {
        setPage(await getJson<RoomPage>('rooms', { server, search: search.trim(), limit: LIMIT }, abort.signal));
      } catch {
        // The banner reports that the server is not reachable. The list keeps its rooms.
      }
    };
    void read();
    const timer = setInterval(() => void read(), REFRESH_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [server, search]);

  return (
    <>
      <SearchBox
        label="Search rooms"
        value={search}
        onChange={setSearch}
        found={page ? plural(page.total, 'room') : ''}
      />
      {page && page.total === 0 && (
        <p className="hint">
          {search === ''
            ? 'No room has clients. Handlers put clients into rooms by client.join().'
            : 'No room matches.'}
        </p>
      )}
      <ul className="rooms">
        {page?.rooms.map(({ name, clients }) => (
          <li key={name}>
            <button type="button" className="room-button" onClick={() => onChoose(name)}>
              <code>{visible(name)}</code> <span className="count">{count(clients)}</span>
              <span className="visually-hidden"> clients</span>
            </button>
          </li>
        ))}
      </ul>
      {page && page.total > page.rooms.length && (
        <p className="hint">{`The ${count(page.rooms.length)} largest ones are shown. Search to find others.`}</p>
      )}
    </>
  );
}
