import type { ReactNode } from 'react';
import { JsonView } from '../parts/json-view.js';
import type { Channel } from './catalogue.js';
import { readable } from './message-schema.js';

/** Lists the events that the server sends. They cannot be sent from here, but appear in the log. */
export function ServerEvents({ channel }: { readonly channel: Channel }): ReactNode {
  if (channel.emits.length === 0) return null;
  return (
    <section className="panel server-events" aria-labelledby="server-events-title">
      <h2 id="server-events-title">Events that the server sends</h2>
      <ul>
        {channel.emits.map((event) => (
          <li key={event.key}>
            <details>
              <summary>
                <code>{event.name}</code>
                {event.summary && <span className="hint">{event.summary}</span>}
              </summary>
              {event.payload ? (
                <JsonView value={readable(event.payload)} />
              ) : (
                <p className="hint">Its data has no schema.</p>
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
