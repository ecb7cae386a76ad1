import { type ReactNode, useState } from 'react';
import { Empty } from '../parts/empty.js';
import { setQuery, useRoute } from '../state/route.js';
import { useServer } from '../state/server.js';
import type { CatalogueEvent, Channel } from './catalogue.js';
import { Composer } from './composer.js';
import { ConnectionPanel } from './connection-panel.js';
import { EventList } from './event-list.js';
import { LogPane } from './log-pane.js';
import { NoGateways } from './no-gateways.js';
import { ServerEvents } from './server-events.js';
import { useCatalogue } from './use-catalogue.js';

/** Sends events to the application, and shows what it sends. */
export function EventsView(): ReactNode {
  const channels = useCatalogue();
  const presence = useServer((server) => server.presence);
  const { query } = useRoute();
  const [search, setSearch] = useState('');
  if (!channels) return presence === 'connecting' ? <Loading /> : <Waiting />;
  if (channels.length === 0) return <NoGateways />;
  const { channel, event } = selected(channels, query);
  return (
    <div className="events">
      <h1 className="visually-hidden">Events</h1>
      <EventList
        channels={channels}
        selected={event?.key ?? channel.id}
        search={search}
        onSearch={setSearch}
        onSelect={(event) => setQuery({ event, channel: undefined })}
      />
      <div className="events-work">
        <ConnectionPanel channel={channel} key={channel.id} />
        {event ? <Composer channel={channel} event={event} key={event.key} /> : <NothingToSend channel={channel} />}
        <ServerEvents channel={channel} />
      </div>
      <LogPane />
    </div>
  );
}

interface Selection {
  readonly channel: Channel;
  readonly event: CatalogueEvent | undefined;
}

function selected(channels: readonly Channel[], query: Readonly<Record<string, string>>): Selection {
  for (const channel of channels) {
    const event = channel.accepts.find((one) => one.key === query['event']);
    if (event || channel.id === query['channel']) return { channel, event };
  }
  const first = channels.find(({ accepts }) => accepts.length > 0) ?? channels[0];
  if (!first) throw new Error('The catalogue has no channels.');
  return { channel: first, event: first.accepts[0] };
}

function NothingToSend({ channel }: { readonly channel: Channel }): ReactNode {
  return (
    <Empty title={`${channel.address} takes no events`} icon="send">
      <p>
        Its gateways have no method with <code>@SubscribeMessage()</code>. Connect, and the log shows what the server
        sends.
      </p>
    </Empty>
  );
}

function Loading(): ReactNode {
  return <p className="loading">Reading the events of the application…</p>;
}

function Waiting(): ReactNode {
  return (
    <Empty title="The application is not running" icon="plug">
      <p>Start it, and this page fills itself: it tries to connect every few seconds.</p>
    </Empty>
  );
}
