import type { ReactNode } from 'react';
import { JsonView } from '../parts/json-view.js';
import type { Channel } from './catalogue.js';
import { readable } from './message-schema.js';

/** What the server sends on its own: nothing to do, but good to know when it comes. */
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
