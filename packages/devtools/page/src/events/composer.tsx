import { type ReactNode, useMemo, useState } from 'react';
import { plural } from '../parts/format.js';
import { Icon } from '../parts/icon.js';
import { JsonView } from '../parts/json-view.js';
import { Tabs } from '../parts/tabs.js';
import type { CatalogueEvent, Channel } from './catalogue.js';
import { draftOf, useDrafts, writeValue } from './drafts.js';
import { JsonEditor } from './json-editor.js';
import { hasForm, readable, takesNothing } from './message-schema.js';
import { PayloadForm } from './payload-form.js';
import { problems } from './schema-validator.js';
import { SendButtons, sendByKey } from './send-buttons.js';

interface ComposerProps {
  readonly channel: Channel;
  readonly event: CatalogueEvent;
}

/** Edits the data of one event, as a form and as JSON, and sends it. */
export function Composer({ channel, event }: ComposerProps): ReactNode {
  const draft = useDrafts((state) => draftOf(state, event));
  // Problems are shown only after the user has written something.
  const written = useDrafts((state) => event.key in state.drafts) || event.examples.length > 0;
  const empty = event.empty || takesNothing(event.payload);
  const found = useMemo(
    () => (event.payload && written && !empty && draft.problem === undefined ? safeProblems(event, draft.value) : []),
    [event, written, empty, draft],
  );
  return (
    <section className="panel composer" aria-labelledby="composer-title" onKeyDown={sendByKey}>
      <header className="composer-head">
        <h2 id="composer-title">
          <code>{event.name}</code>
          {event.title && event.title !== event.name && <span className="composer-title">{event.title}</span>}
        </h2>
        {event.examples.length > 0 && <Examples event={event} />}
      </header>
      {event.summary && <p>{event.summary}</p>}
      {event.description && event.description !== event.summary && <p className="hint">{event.description}</p>}
      {empty ? <p className="hint">This event has no data.</p> : <Payload event={event} />}
      {found.length > 0 && <Problems found={found} />}
      <SendButtons channel={channel} event={event} draft={draft} />
    </section>
  );
}

function Payload({ event }: { readonly event: CatalogueEvent }): ReactNode {
  const [tab, setTab] = useState(hasForm(event.payload) ? 'form' : 'json');
  const tabs = [
    ...(hasForm(event.payload) ? [{ id: 'form', label: 'Form' }] : []),
    { id: 'json', label: 'JSON' },
    ...(hasForm(event.payload) ? [{ id: 'schema', label: 'Schema' }] : []),
    ...(event.reply ? [{ id: 'reply', label: event.streams ? 'Schema of the stream' : 'Schema of the reply' }] : []),
  ];
  return (
    <Tabs label="How to see the data" tabs={tabs} selected={tab} onSelect={setTab}>
      {tab === 'form' && <PayloadForm event={event} />}
      {tab === 'json' && <JsonEditor event={event} />}
      {tab === 'schema' && event.payload && <JsonView value={readable(event.payload)} />}
      {tab === 'reply' && event.reply && <JsonView value={readable(event.reply)} />}
    </Tabs>
  );
}

function Examples({ event }: { readonly event: CatalogueEvent }): ReactNode {
  return (
    <label className="examples">
      <span>Example</span>
      <select
        value=""
        onChange={(change) => {
          const example = event.examples[Number(change.target.value)];
          if (example) writeValue(event, example.payload);
        }}
      >
        <option value="" disabled>
          Choose…
        </option>
        {event.examples.map(({ label }, index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Problems({ found }: { readonly found: readonly string[] }): ReactNode {
  return (
    <details className="notice notice-warning problems">
      <summary>
        <Icon name="warning" />
        {plural(found.length, 'problem')} by the schema: the server will probably reject it
      </summary>
      <ul>
        {found.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </details>
  );
}

/** Reports no problems if the validator does not support the schema. The server validates the data anyway. */
function safeProblems(event: CatalogueEvent, value: unknown): string[] {
  try {
    return event.payload ? [...new Set(problems(event.payload, value))] : [];
  } catch {
    return [];
  }
}
