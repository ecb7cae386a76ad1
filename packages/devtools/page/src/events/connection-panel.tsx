import { type ReactNode, useId, useState } from 'react';
import type { Protocol } from '../api/protocol.js';
import { Icon } from '../parts/icon.js';
import { useServer } from '../state/server.js';
import type { Channel } from './catalogue.js';
import { ClientTabs } from './client-tabs.js';
import { changeSettings, protocolsOf, serverOf, settingsOf, useSettings } from './connection-settings.js';
import { chosenConnection, connect, disconnect, refusalText, useConnections } from './connections.js';
import { fromText } from './drafts.js';
import { PairEditor } from './pair-editor.js';

/** Settings for connecting to a channel, and the clients of this page there. */
export function ConnectionPanel({ channel }: { readonly channel: Channel }): ReactNode {
  const connection = useConnections((state) => chosenConnection(state, channel.id));
  const settings = useSettings((state) => settingsOf(state, channel));
  const reachable = useServer((server) => server.presence === 'connected');
  const [shown, setShown] = useState(false);
  const id = useId();
  const open = connection?.state === 'open';
  const known = protocolsOf(channel).length > 0;
  const changed = settings.headers.length + settings.query.length + (settings.auth === '' ? 0 : 1);
  return (
    <section className="panel connection" aria-label={`Connection to ${channel.address}`}>
      <div className="connection-bar">
        <label hidden={!known}>
          <span className="visually-hidden">Protocol</span>
          <select
            value={settings.protocol}
            onChange={(event) => {
              const protocol = protocolsOf(channel).find((name): name is Protocol => name === event.target.value);
              if (protocol) changeSettings(channel, { protocol });
            }}
          >
            {protocolsOf(channel).map((protocol) => (
              <option key={protocol}>{protocol}</option>
            ))}
          </select>
        </label>
        <code className="connection-address">{channel.address}</code>
        <button
          type="button"
          className="button button-quiet"
          aria-expanded={shown || channel.parameters.length > 0}
          aria-controls={id}
          onClick={() => setShown(!shown)}
          hidden={channel.parameters.length > 0}
        >
          Headers, query, auth{changed > 0 && <span className="count">{changed}</span>}
        </button>
        <button
          type="button"
          className="button"
          disabled={!reachable || !known || connection?.state === 'connecting'}
          onClick={() => void connect(channel, settings)}
        >
          <Icon name="plug" />
          {open ? 'Connect another' : 'Connect'}
        </button>
        {open && (
          <button type="button" className="button" onClick={() => void disconnect(connection)}>
            Disconnect
          </button>
        )}
      </div>
      {channel.description && <p className="hint">{channel.description}</p>}
      {!known && (
        <p className="notice">
          This page cannot connect here: it knows how clients of socket.io and of plain WebSockets connect, not those of{' '}
          {serverOf(channel)?.adapter ?? 'this adapter'}.
        </p>
      )}
      <ClientTabs channel={channel} />
      {connection?.refusal && (
        <p className="notice notice-danger" role="alert">
          <strong>The connection was refused: {refusalText(connection.refusal)}.</strong> If a guard decides it, set the
          headers or the query that it looks at, and connect again.
        </p>
      )}
      <div id={id} className="connection-settings" hidden={!shown && channel.parameters.length === 0}>
        <SettingsForm channel={channel} />
      </div>
    </section>
  );
}

function SettingsForm({ channel }: { readonly channel: Channel }): ReactNode {
  const settings = useSettings((state) => settingsOf(state, channel));
  return (
    <>
      {channel.parameters.map(({ name, description, values }) => (
        <label key={name} className="field">
          <span>
            Path parameter <code>{name}</code>
          </span>
          <input
            value={settings.params[name] ?? ''}
            list={values.length > 0 ? `values-${name}` : undefined}
            onChange={(event) =>
              changeSettings(channel, { params: { ...settings.params, [name]: event.target.value } })
            }
          />
          {values.length > 0 && (
            <datalist id={`values-${name}`}>
              {values.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          )}
          {description && <span className="hint">{description}</span>}
        </label>
      ))}
      <PairEditor noun="header" pairs={settings.headers} onChange={(headers) => changeSettings(channel, { headers })} />
      <PairEditor
        noun="query parameter"
        pairs={settings.query}
        onChange={(query) => changeSettings(channel, { query })}
      />
      {settings.protocol === 'socket.io' && <AuthField channel={channel} text={settings.auth} />}
    </>
  );
}

function AuthField({ channel, text }: { readonly channel: Channel; readonly text: string }): ReactNode {
  const { problem } = fromText(text);
  const id = useId();
  return (
    <label className="field">
      <span>
        <code>auth</code> of socket.io, as a JSON object
      </span>
      <textarea
        rows={2}
        spellCheck={false}
        value={text}
        placeholder='{ "token": "…" }'
        aria-invalid={problem !== undefined}
        aria-describedby={id}
        onChange={(event) => changeSettings(channel, { auth: event.target.value })}
      />
      <span id={id} className="field-problem">
        {problem}
      </span>
    </label>
  );
}
