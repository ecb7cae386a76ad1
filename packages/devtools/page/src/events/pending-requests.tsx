import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.js';
import { cancel, useRequests } from './requests.js';

/** Lists requests without a reply and open streams, which can be cancelled. */
export function PendingRequests(): ReactNode {
  const pending = useRequests((state) => state.pending);
  if (pending.length === 0) return null;
  return (
    <ul className="pending" aria-label="Running requests">
      {pending.map((one) => (
        <li key={one.request}>
          <span className="pulse" aria-hidden="true" />
          <code>{one.event}</code> {one.as === 'stream' ? 'is streaming' : 'awaits its reply'}
          <button type="button" className="button button-quiet" onClick={() => void cancel(one)}>
            <Icon name="stop" />
            {one.as === 'stream' ? 'Stop' : 'Cancel'}
            <span className="visually-hidden"> {one.event}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
