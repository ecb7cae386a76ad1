import type { ReactNode } from 'react';
import { count, rate } from '../parts/format.js';
import { useLive } from '../state/live.js';
import { LineChart } from './line-chart.js';

/** Charts of the last ten minutes. */
export function Charts({ series }: { readonly series: string }): ReactNode {
  // Values are appended to the same arrays, so the snapshot causes the rendering.
  useLive((live) => live.snapshot);
  const lines = useLive((live) => live.history.get(series));
  if (!lines) return null;
  return (
    <div className="charts">
      <Chart title="Messages per second" at={lines.at} values={lines.messages} format={rate} />
      <Chart title="Clients" at={lines.at} values={lines.clients} format={count} />
      <Chart title="Queued messages" at={lines.at} values={lines.queued} format={count} />
    </div>
  );
}

interface ChartProps {
  readonly title: string;
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

function Chart({ title, at, values, format }: ChartProps): ReactNode {
  const now = values.at(-1) ?? 0;
  const highest = Math.max(...values, 0);
  return (
    <div className="panel chart" role="img" aria-label={`${title}: now ${format(now)}, at most ${format(highest)}`}>
      <p className="chart-title" aria-hidden="true">
        {title} <span className="hint">{`at most ${format(highest)}`}</span>
      </p>
      <LineChart at={at} values={values} format={format} />
    </div>
  );
}
