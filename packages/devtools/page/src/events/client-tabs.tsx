import type { ReactNode } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Channel } from './catalogue.js';
import { choose, useConnections } from './connections.js';

/** Tabs for the open clients of a channel. Messages are sent by the selected one. */
export function ClientTabs({ channel }: { readonly channel: Channel }): ReactNode {
  const clients = useConnections(
    useShallow((state) => state.connections.filter((one) => one.channel === channel.id && one.state === 'open')),
  );
  const chosen = useConnections((state) => state.chosen[channel.id]);
  if (clients.length < 2) return null;
  return (
    <fieldset className="client-tabs">
      <legend>Send as</legend>
      {clients.map(({ number, protocol }) => (
        <label key={number}>
          <input
            type="radio"
            name={`client-${channel.id}`}
            checked={number === chosen}
            onChange={() => choose(channel.id, number)}
          />
          <span className={`client-number client-${number % 6}`}>{number}</span>
          {protocol}
        </label>
      ))}
    </fieldset>
  );
}
