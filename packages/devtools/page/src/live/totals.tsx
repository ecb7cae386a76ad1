import type { ReactNode } from 'react';
import type { ProcessSnapshot, ServerSnapshot } from '../api/protocol.js';
import { bytes, count, milliseconds, rate } from '../parts/format.js';
import { totalOf } from '../state/live.js';

interface TotalsProps {
  readonly servers: readonly ServerSnapshot[];
  readonly process: ProcessSnapshot;
}

/** Shows the most important numbers. */
export function Totals({ servers, process }: TotalsProps): ReactNode {
  const total = totalOf(servers);
  return (
    <dl className="totals" aria-label="Numbers of the last second">
      <Card label="Clients" value={count(total.clients)} detail={`${count(total.rooms)} rooms`} />
      <Card
        label="Messages per second"
        value={rate(total.messagesPerSecond)}
        detail={`${count(total.failed)} failed so far`}
      />
      <Card label="Running" value={count(total.running)} detail={`${count(total.streaming)} streams`} />
      <Card label="Queued" value={count(total.queued)} detail={`${bytes(total.bufferedBytes)} buffered`} />
      <Card
        label="Discarded"
        value={count(total.discarded)}
        detail={`${count(total.refused)} connections refused`}
        worrying={total.discarded > 0}
      />
      <Card
        label="Event loop delay"
        value={milliseconds(process.eventLoopDelay.max)}
        detail={`mean ${milliseconds(process.eventLoopDelay.mean)}`}
        worrying={process.eventLoopDelay.max > 100}
      />
      <Card label="Processor" value={`${count(process.cpu * 100)} %`} detail="of one core" />
      <Card label="Memory" value={bytes(process.memory.rss)} detail={`${bytes(process.memory.heapUsed)} heap`} />
    </dl>
  );
}

interface CardProps {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  readonly worrying?: boolean;
}

function Card({ label, value, detail, worrying = false }: CardProps): ReactNode {
  return (
    <div className={worrying ? 'card card-worrying' : 'card'}>
      <dt>{label}</dt>
      <dd className="card-value">{value}</dd>
      <dd className="card-detail">{detail}</dd>
    </div>
  );
}
