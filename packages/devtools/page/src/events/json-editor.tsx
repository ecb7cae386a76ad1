import { type ReactNode, useId } from 'react';
import { announce } from '../state/announcer.js';
import type { CatalogueEvent } from './catalogue.js';
import { draftOf, useDrafts, writeText, writeValue } from './drafts.js';

/** Edits the data as text. The Tab key leaves the editor, as keyboard users expect. */
export function JsonEditor({ event }: { readonly event: CatalogueEvent }): ReactNode {
  const draft = useDrafts((state) => draftOf(state, event));
  const id = useId();
  const rows = Math.min(24, Math.max(6, draft.text.split('\n').length + 1));
  return (
    <div className="json-editor">
      <label htmlFor={id} className="visually-hidden">
        Data as JSON
      </label>
      <textarea
        id={id}
        rows={rows}
        spellCheck={false}
        autoComplete="off"
        value={draft.text}
        placeholder="No data. Write JSON to send some."
        aria-invalid={draft.problem !== undefined}
        aria-describedby={`${id}-problem`}
        onChange={(change) => writeText(event, change.target.value)}
      />
      <div className="json-editor-foot">
        <p id={`${id}-problem`} className={draft.problem === undefined ? 'hint' : 'field-problem'}>
          {draft.problem ?? 'Valid JSON'}
        </p>
        <button
          type="button"
          className="button button-quiet"
          disabled={draft.problem !== undefined}
          onClick={() => {
            writeValue(event, draft.value);
            announce('Formatted.');
          }}
        >
          Format
        </button>
      </div>
    </div>
  );
}
