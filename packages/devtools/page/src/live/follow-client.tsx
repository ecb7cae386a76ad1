import { type ReactNode, useEffect, useRef, useState } from 'react';
import { count, milliseconds, timeOf } from '../parts/format.js';
import { Icon } from '../parts/icon.js';
import { ShownView } from '../parts/shown.js';
import { visible } from '../parts/visible.js';
import { setQuery } from '../state/route.js';
import { type FollowedMessage, useFollowedClient } from './follow-store.js';

interface FollowClientProps {
  readonly server: string;
  readonly client: string;
}

/** Shows the messages of one client beside the rest of the view. Escape closes it. */
export function FollowClient({ server, client }: FollowClientProps): ReactNode {
  const [paused, setPaused] = useState(false);
  const { messages, skipped, left } = useFollowedClient(server, client, paused);
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef(document.activeElement);

  useEffect(() => {
    title.current?.focus();
    const from = opener.current;
    return () => {
      if (from instanceof HTMLElement) from.focus();
    };
  }, []);

  const close = (): void => setQuery({ client: undefined });
  return (
    <aside
      className="follow"
      aria-labelledby="follow-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className="follow-head">
        <h2 id="follow-title" tabIndex={-1} ref={title}>
          <span className="hint">Following</span> <code>{client}</code>
        </h2>
        {!left && (
          <button type="button" className="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
            {paused ? 'Continue' : 'Pause'}
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label="Stop following"
          title="Stop following"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      {left && <p className="notice notice-warning">This client has disconnected. Its last messages stay here.</p>}
      {skipped > 0 && <p className="hint">{count(skipped)} messages were left out, because they came too fast.</p>}
      {messages.length === 0 ? (
        !left && (
          <p className="hint">Its messages appear here as it sends them, with their handler, duration and result.</p>
        )
      ) : (
        <ol className="follow-log" aria-label="Messages of this client, the newest first">
          {messages.toReversed().map((message) => (
            <Message key={message.key} message={message} />
          ))}
        </ol>
      )}
    </aside>
  );
}

function Message({ message }: { readonly message: FollowedMessage }): ReactNode {
  const { at, event, data, outcome, reason, gateway, handler, duration, error } = message;
  const good = outcome === 'completed' || outcome === 'unsent';
  return (
    <li className={good ? 'followed' : 'followed followed-bad'}>
      <details>
        <summary>
          <time>{timeOf(at)}</time>
          <code className="log-event">{visible(event)}</code>
          <span className={good ? 'tag' : 'tag tag-danger'}>{reason ?? outcome}</span>
          {duration !== undefined && <span className="followed-duration">{milliseconds(duration)}</span>}
          <ShownView shown={data} inline />
        </summary>
        {handler !== undefined && <p className="hint">{`Handled by ${gateway ?? ''}.${handler}()`}</p>}
        {error && (
          <p className="notice notice-danger">
            <strong>{visible(error.name)}</strong> {visible(error.message, '\n\t')}
          </p>
        )}
        <ShownView shown={data} />
      </details>
    </li>
  );
}
