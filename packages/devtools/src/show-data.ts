import type { Shown } from './protocol/shown.js';

/** Characters. */
const MAX_LENGTH = 64 * 1024;

/** Data as text for people, cut if it is long. Never throws. */
export function showData(data: unknown): Shown {
  return cut(textOf(data));
}

/** Text for people, cut if it is long; other values as {@link showData} shows them. Never throws. */
export function showText(value: unknown): string {
  return (typeof value === 'string' ? cut(value) : showData(value)).text;
}

/** Text, cut if it is long. */
export function cut(text: string): Shown {
  return text.length <= MAX_LENGTH ? { text } : { text: text.slice(0, MAX_LENGTH), length: text.length };
}

function textOf(data: unknown): string {
  try {
    if (data instanceof Uint8Array)
      return `(${data.byteLength} bytes) ${Buffer.from(data).toString('base64', 0, MAX_LENGTH)}`;
    return JSON.stringify(data, replacement) ?? String(data);
  } catch (error) {
    return `(cannot be serialized${reasonOf(error)})`;
  }
}

/** What was thrown can be an object whose members throw, too. */
function reasonOf(error: unknown): string {
  try {
    return `: ${error instanceof Error ? error.message : String(error)}`;
  } catch {
    return '';
  }
}

function replacement(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
