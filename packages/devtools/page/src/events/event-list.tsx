import type { KeyboardEvent, ReactNode } from 'react';
import { plural } from '../parts/format.js';
import { SearchBox } from '../parts/search-box.js';
import { hashOf } from '../state/route.js';
import { type CatalogueEvent, type Channel, searchEvents } from './catalogue.js';

interface EventListProps {
  readonly channels: readonly Channel[];
  readonly selected: string | undefined;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onSelect: (key: string) => void;
}

/** Lists all events that can be sent, by channel. Arrow keys move between them. */
export function EventList({ channels, selected, search, onSearch, onSelect }: EventListProps): ReactNode {
  const groups = channels
    .map((channel) => ({ channel, events: searchEvents(channel.accepts, search) }))
    .filter(({ events }) => events.length > 0 || search === '');
  const found = groups.reduce((total, { events }) => total + events.length, 0);
  function onKey(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Escape') onSearch('');
    else moveFocus(event);
  }
  return (
    <nav className="event-list" aria-label="Events that can be sent" onKeyDown={onKey}>
      <SearchBox
        label="Search events"
        value={search}
        onChange={onSearch}
        found={search === '' ? undefined : plural(found, 'event')}
      />
      {groups.map(({ channel, events }) => (
        <section key={channel.id} aria-labelledby={`channel-${channel.id}`}>
          <h2 id={`channel-${channel.id}`} className="channel-name">
            <code>{channel.address}</code>
            {channel.title && channel.title !== channel.address && <span>{channel.title}</span>}
          </h2>
          <ul>
            {events.map((event) => (
              <li key={event.key}>
                <EventLink event={event} current={event.key === selected} onSelect={onSelect} />
              </li>
            ))}
            {channel.accepts.length === 0 && (
              <li>
                <a
                  href={hashOf('events', { channel: channel.id })}
                  className="event-link"
                  aria-current={channel.id === selected ? 'true' : undefined}
                >
                  Only listen
                </a>
              </li>
            )}
          </ul>
        </section>
      ))}
      {groups.length === 0 && <p className="hint">No event matches “{search}”. Press Escape to see all.</p>}
    </nav>
  );
}

interface EventLinkProps {
  readonly event: CatalogueEvent;
  readonly current: boolean;
  readonly onSelect: (key: string) => void;
}

function EventLink({ event, current, onSelect }: EventLinkProps): ReactNode {
  return (
    <a
      href={hashOf('events', { event: event.key })}
      className="event-link"
      aria-current={current ? 'true' : undefined}
      onClick={(click) => {
        if (click.metaKey || click.ctrlKey || click.shiftKey) return;
        click.preventDefault();
        onSelect(event.key);
      }}
    >
      <span className="event-name">{event.name}</span>
      {event.streams && <span className="tag tag-stream">stream</span>}
      {event.replies && !event.streams && <span className="tag">reply</span>}
      {event.deprecated && <span className="tag tag-warning">deprecated</span>}
    </a>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('input, .event-link')];
  const at = links.findIndex((link) => link.matches(':focus'));
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
