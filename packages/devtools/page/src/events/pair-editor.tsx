import { type ReactNode, useRef } from 'react';
import { Icon } from '../parts/icon.js';
import type { Pair } from './connection-settings.js';

interface PairEditorProps {
  readonly noun: string;
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** Edits pairs of names and values, such as headers and query parameters. */
export function PairEditor({ noun, pairs, onChange }: PairEditorProps): ReactNode {
  const set = useRef<HTMLFieldSetElement>(null);
  const change = (at: number, changed: Partial<Pair>): void =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...changed } : pair)));

  function add(): void {
    onChange([...pairs, { name: '', value: '' }]);
    requestAnimationFrame(() => set.current?.querySelector<HTMLElement>('.pair:last-of-type input')?.focus());
  }

  function removeAt(at: number): void {
    onChange(pairs.filter((_, index) => index !== at));
    set.current?.querySelector<HTMLElement>('.pair-add')?.focus();
  }

  return (
    <fieldset className="pairs" ref={set}>
      <legend>{`${noun[0]?.toUpperCase()}${noun.slice(1)}s`}</legend>
      {pairs.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are identified only by their position
        <div className="pair" key={index}>
          <input
            aria-label={`Name of ${noun} ${index + 1}`}
            placeholder="name"
            spellCheck={false}
            value={pair.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <input
            aria-label={`Value of ${noun} ${index + 1}`}
            placeholder="value"
            spellCheck={false}
            value={pair.value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${noun} ${index + 1}`}
            onClick={() => removeAt(index)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button type="button" className="button button-quiet pair-add" onClick={add}>
        <Icon name="plus" />
        {`Add a ${noun}`}
      </button>
    </fieldset>
  );
}
