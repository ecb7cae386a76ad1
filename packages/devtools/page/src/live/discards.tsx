import type { ReactNode } from 'react';
import type { ServerSnapshot } from '../api/protocol.js';
import { count } from '../parts/format.js';

/** Lists the reasons for which messages were discarded, the most frequent first. */
export function Discards({ servers }: { readonly servers: readonly ServerSnapshot[] }): ReactNode {
  const reasons = [...sumByReason(servers)].sort(([, one], [, other]) => other - one);
  const most = Math.max(...reasons.map(([, number]) => number), 1);
  return (
    <section className="panel discards" aria-labelledby="discards-title">
      <h2 id="discards-title">Discarded messages</h2>
      {reasons.length === 0 ? (
        <p className="hint">
          None. A message is discarded if no handler takes its event, if its client is gone or if the queue is full; the
          reasons are counted here.
        </p>
      ) : (
        <dl className="reasons">
          {reasons.map(([reason, number]) => (
            <div key={reason} className="bar-cell">
              <span className="bar bar-danger" style={{ width: `${(number / most) * 100}%` }} aria-hidden="true" />
              <dt>{reason}</dt>
              <dd>{count(number)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function sumByReason(servers: readonly ServerSnapshot[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { discarded } of servers) {
    for (const [reason, number] of Object.entries(discarded)) sums.set(reason, (sums.get(reason) ?? 0) + number);
  }
  return sums;
}
