import { memo, type ReactNode } from 'react';
import { visible } from './visible.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const LONGEST = 20_000;
const LONGEST_INLINE = 240;

interface JsonTextProps {
  readonly text: string;
  /** Shows one line, and truncates what does not fit. */
  readonly inline?: boolean;
}

/** Shows JSON with strings, numbers and names in colours. */
export const JsonText = memo(function JsonText({ text, inline = false }: JsonTextProps): ReactNode {
  const longest = inline ? LONGEST_INLINE : LONGEST;
  const shown = visible(text.length > longest ? `${text.slice(0, longest)}…` : text, '\n\t');
  if (inline) return <code className="json json-inline">{colour(shown)}</code>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
    <pre className="json" tabIndex={0}>
      {colour(shown)}
    </pre>
  );
});

export function JsonView({ value }: { readonly value: unknown }): ReactNode {
  return <JsonText text={textOf(value)} />;
}

export function textOf(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

function colour(text: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    parts.push(
      <span key={match.index} className={kindOf(match)}>
        {match[1] ?? match[0]}
      </span>,
    );
    if (match[2]) parts.push(match[2]);
  }
  parts.push(text.slice(end));
  return parts;
}

function kindOf([, text, colon, word]: RegExpMatchArray): string {
  if (text !== undefined) return colon ? 'json-name' : 'json-string';
  return word ? 'json-word' : 'json-number';
}
