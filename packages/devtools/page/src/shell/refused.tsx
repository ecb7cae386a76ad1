import type { ReactNode } from 'react';
import { Empty } from '../parts/empty.js';
import { useServer } from '../state/server.js';

export function Refused(): ReactNode {
  const refusal = useServer((server) => server.refusal);
  return (
    <Empty title="You have no access to this page" icon="lock">
      <p>
        The guard of the devtools refused the request
        {refusal && (
          <>
            {' '}
            with <code>{`${refusal.status} ${refusal.message}`}</code>
          </>
        )}
        . Sign in to the application with an account that the guard accepts, then try again.
      </p>
      <button type="button" className="button button-primary" onClick={() => location.reload()}>
        Try again
      </button>
    </Empty>
  );
}
