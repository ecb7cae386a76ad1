import type { Shown } from './protocol/shown.js';

/** Characters. */
const MAX_LENGTH = 64 * 1024;

/** Data as text for people, cut if it is long. Never throws. */
export function showData(data: unknown): Shown {
  const text = textOf(data);
  return text.length <= MAX_LENGTH ? { text } : { text: text.slice(0, MAX_LENGTH), length: text.length };
}

function textOf(data: unknown): string {
  if (data instanceof Uint8Array)
    return `(${data.byteLength} bytes) ${Buffer.from(data).toString('base64', 0, MAX_LENGTH)}`;
  try {
    return JSON.stringify(data, replacement) ?? String(data);
  } catch (error) {
    return `(cannot be serialized: ${error instanceof Error ? error.message : String(error)})`;
  }
}

function replacement(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
