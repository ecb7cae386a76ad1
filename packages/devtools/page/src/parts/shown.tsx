import { memo, type ReactNode } from 'react';
import type { Shown } from '../api/protocol.js';
import { bytes } from './format.js';
import { JsonText } from './json-view.js';

export function shownOf(value: unknown): Shown {
  return { text: JSON.stringify(value) ?? 'undefined' };
}

interface ShownViewProps {
  readonly shown: Shown;
  readonly inline?: boolean;
}

/** Shows data that the server has converted to text: JSON with indentation, or the text itself. */
export const ShownView = memo(function ShownView({ shown, inline = false }: ShownViewProps): ReactNode {
  return (
    <>
      <JsonText text={inline ? shown.text : indented(shown)} inline={inline} />
      {!inline && shown.length !== undefined && (
        <p className="hint">Only the first part of {bytes(shown.length)} is shown.</p>
      )}
    </>
  );
});

export function indented({ text, length }: Shown): string {
  if (length !== undefined) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
