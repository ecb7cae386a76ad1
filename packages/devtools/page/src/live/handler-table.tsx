import { type ReactNode, useMemo, useState } from 'react';
import type { HandlerSnapshot, ServerSnapshot } from '../api/protocol.js';
import { count, milliseconds, rate } from '../parts/format.js';
import { SortHeader } from '../parts/sort-header.js';

type Column = 'event' | 'perSecond' | 'calls' | 'failed' | 'p50' | 'p99' | 'max';

const TITLES: Record<Column, string> = {
  event: 'Event',
  perSecond: 'Per second',
  calls: 'Calls',
  failed: 'Failed',
  p50: 'Median',
  p99: '99 %',
  max: 'Longest',
};
const COLUMNS = Object.keys(TITLES) as Column[];
const SHOWN = 12;

/** Lists the handlers with their durations, the slowest first. */
export function HandlerTable({ servers }: { readonly servers: readonly ServerSnapshot[] }): ReactNode {
  const [column, setColumn] = useState<Column>('p99');
  const [all, setAll] = useState(false);
  const handlers = useMemo(
    () =>
      sorted(
        servers.flatMap((server) => server.handlers),
        column,
      ),
    [servers, column],
  );
  const slowest = Math.max(...handlers.map((handler) => handler.p99), 0.01);
  return (
    <section className="panel" aria-labelledby="handlers-title">
      <h2 id="handlers-title">Slowest handlers</h2>
      {handlers.length === 0 ? (
        <p className="hint">
          No handler has been called since this page was opened. Send a message in Events to see one here.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
        <section className="table-scroll" tabIndex={0} aria-label="Times of the handlers">
          <table className="table handlers">
            <thead>
              <tr>
                {COLUMNS.map((name) => (
                  <SortHeader
                    key={name}
                    title={TITLES[name]}
                    direction={name === 'event' ? 'ascending' : 'descending'}
                    sorted={name === column}
                    numeric={name !== 'event'}
                    onSort={() => setColumn(name)}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {(all ? handlers : handlers.slice(0, SHOWN)).map((handler) => (
                <Row
                  key={`${handler.gateway} ${handler.handler} ${handler.event}`}
                  handler={handler}
                  slowest={slowest}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {handlers.length > SHOWN && (
        <button type="button" className="button button-quiet" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${handlers.length}`}
        </button>
      )}
    </section>
  );
}

function Row({ handler, slowest }: { readonly handler: HandlerSnapshot; readonly slowest: number }): ReactNode {
  return (
    <tr>
      <th scope="row" className="handler-name">
        <code>{handler.event}</code>
        <span className="hint">{`${handler.gateway}.${handler.handler}()`}</span>
      </th>
      <td>{rate(handler.perSecond)}</td>
      <td>{count(handler.calls)}</td>
      <td className={handler.failed > 0 ? 'worrying' : undefined}>{count(handler.failed)}</td>
      <td>{milliseconds(handler.p50)}</td>
      <td className="bar-cell">
        <span className="bar" style={{ width: `${(handler.p99 / slowest) * 100}%` }} aria-hidden="true" />
        <span>{milliseconds(handler.p99)}</span>
      </td>
      <td>{milliseconds(handler.max)}</td>
    </tr>
  );
}

function sorted(handlers: readonly HandlerSnapshot[], column: Column): HandlerSnapshot[] {
  return [...handlers].sort((one, other) =>
    column === 'event' ? one.event.localeCompare(other.event) : other[column] - one[column],
  );
}
