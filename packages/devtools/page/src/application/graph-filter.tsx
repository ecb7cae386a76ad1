import { type ReactNode, useMemo } from 'react';
import { count } from '../parts/format.js';
import { type ApplicationIndex, KINDS, type Kind } from './application-index.js';

interface GraphFilterProps {
  readonly index: ApplicationIndex;
  readonly kinds: ReadonlySet<Kind>;
  readonly onKinds: (kinds: ReadonlySet<Kind>) => void;
  /** Draws only what is connected to the selection. */
  readonly related: boolean;
  readonly onRelated: (related: boolean) => void;
  readonly selected: string | undefined;
}

export function GraphFilter({ index, kinds, onKinds, related, onRelated, selected }: GraphFilterProps): ReactNode {
  const counts = useMemo(() => countKinds(index), [index]);
  function toggle(kind: Kind): void {
    const changed = new Set(kinds);
    if (!changed.delete(kind)) changed.add(kind);
    onKinds(changed);
  }
  return (
    <fieldset className="graph-filter">
      <legend className="visually-hidden">What the graph shows</legend>
      {KINDS.filter((kind) => counts.has(kind)).map((kind) => (
        <label key={kind} className={`chip chip-${kind}`}>
          <input type="checkbox" checked={kinds.has(kind)} onChange={() => toggle(kind)} />
          {`${kind[0]?.toUpperCase()}${kind.slice(1)}s`}
          <span className="count">{count(counts.get(kind) ?? 0)}</span>
        </label>
      ))}
      <label className="chip">
        <input
          type="checkbox"
          checked={related && selected !== undefined}
          disabled={selected === undefined}
          onChange={(event) => onRelated(event.target.checked)}
        />
        {selected === undefined ? 'Only what is related to the selection' : `Only what is related to ${selected}`}
      </label>
    </fieldset>
  );
}

function countKinds({ items }: ApplicationIndex): Map<Kind, number> {
  const counts = new Map<Kind, number>();
  for (const { kind } of items.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
