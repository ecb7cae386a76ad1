import { type ReactNode, useEffect, useRef } from 'react';
import { announce } from '../state/announcer.js';
import { useServer } from '../state/server.js';

/** Says that the server cannot be reached. The page keeps showing the last data. */
export function Banner(): ReactNode {
  const presence = useServer((server) => server.presence);
  const refusal = useServer((server) => server.refusal);
  const known = useServer((server) => server.application !== undefined);
  const wasLost = useRef(false);

  useEffect(() => {
    if (presence === 'lost') wasLost.current = true;
    if (presence === 'connected' && wasLost.current) {
      wasLost.current = false;
      announce('Connected to the server again.');
    }
  }, [presence]);

  if (presence === 'lost') {
    return (
      <div className="banner" role="alert">
        <span className="pulse" aria-hidden="true" />
        <p>
          <strong>The server is not reachable.</strong>{' '}
          {known ? 'What you see is its last state. ' : 'Start the application, and this page fills itself. '}
          Reconnecting…
        </p>
      </div>
    );
  }
  if (presence === 'refused' && known && refusal) {
    return (
      <div className="banner banner-danger" role="alert">
        <p>
          <strong>The guard of this page now refuses it</strong> ({refusal.status} {refusal.message}). Sign in again,
          then reload.
        </p>
      </div>
    );
  }
  return null;
}
