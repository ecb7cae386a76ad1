import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { useServer } from '../state/server.js';
import type { CatalogueEvent, Channel } from './catalogue.js';
import { protocolsOf, settingsOf, useSettings } from './connection-settings.js';
import { chosenConnection, connect, useConnections } from './connections.js';
import type { Draft } from './drafts.js';
import { type SendAs, sendMessage } from './requests.js';

interface SendButtonsProps {
  readonly channel: Channel;
  readonly event: CatalogueEvent;
  readonly draft: Draft;
}

const LABELS: Record<SendAs, string> = { send: 'Send', request: 'Send and await the reply', stream: 'Open the stream' };

/** Sends the draft with the selected client, and opens a client first if there is none. */
export function SendButtons({ channel, event, draft }: SendButtonsProps): ReactNode {
  const connection = useConnections((state) => chosenConnection(state, channel.id));
  const settings = useSettings((state) => settingsOf(state, channel));
  const reachable = useServer((server) => server.presence === 'connected');
  const [busy, setBusy] = useState(false);
  const open = connection?.state === 'open';
  const protocol = open ? connection.protocol : settings.protocol;

  async function send(as: SendAs): Promise<void> {
    setBusy(true);
    const client = open ? connection : await connect(channel, settings);
    if (client) await sendMessage(client, event.name, draft.value, as);
    setBusy(false);
  }

  const known = open || protocolsOf(channel).length > 0;
  const disabled = busy || draft.problem !== undefined || !reachable || !known;
  return (
    <div className="send-buttons">
      {waysToSend(event, protocol).map((as, index) => (
        <button
          key={as}
          type="button"
          className={index === 0 ? 'button button-primary' : 'button'}
          disabled={disabled}
          onClick={() => void send(as)}
        >
          {index === 0 && <Icon name="send" />}
          {LABELS[as]}
        </button>
      ))}
      <p className="hint">
        {open ? `As client ${connection.number}, over ${protocol}` : `Connects first, over ${protocol}`}
      </p>
    </div>
  );
}

/** The most likely one first. On a plain WebSocket, replies cannot be distinguished from events. */
function waysToSend({ streams, replies }: CatalogueEvent, protocol: string): SendAs[] {
  if (protocol === 'ws') return ['send'];
  if (streams && protocol === 'portico.1') return ['stream', 'request', 'send'];
  if (replies) return ['request', 'send'];
  // Without a contract, the kind of the reply is unknown.
  return protocol === 'portico.1' ? ['send', 'request', 'stream'] : ['send', 'request'];
}

/** Sends with Ctrl+Enter or Cmd+Enter while the focus is in the draft. */
export function sendByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLButtonElement>('.send-buttons .button-primary')?.click();
}
