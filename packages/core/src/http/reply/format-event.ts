import type { MessageEvent } from '@portico/common';

const LINE_BREAK = /\r\n|\r|\n/;

/**
 * Writes one server-sent event. Line breaks cannot end a field: each line of the data gets its own field, and elsewhere
 * line breaks become spaces.
 *
 * @param nextId returns the id for an event that has data and no id
 */
export function formatEvent(event: MessageEvent | Uint8Array | string, nextId: () => string): string {
  if (typeof event !== 'object' || event === null) return formatEvent({ data: String(event) }, nextId);
  if (event instanceof Uint8Array) return formatEvent({ data: Buffer.from(event).toString() }, nextId);
  let text = '';
  if (event.type !== undefined) text += `event: ${singleLine(event.type)}\n`;
  const isBare = event.data === undefined && event.type === undefined && event.id === undefined;
  if (!isBare) text += `id: ${singleLine(event.id ?? nextId())}\n`;
  if (event.retry !== undefined) text += `retry: ${Math.trunc(event.retry)}\n`;
  if (event.comment !== undefined) text += eachLine(': ', event.comment);
  if (event.data !== undefined) {
    text += eachLine('data: ', typeof event.data === 'object' ? JSON.stringify(event.data) : String(event.data));
  }
  return `${text}\n`;
}

function eachLine(field: string, value: string): string {
  if (!value.includes('\n') && !value.includes('\r')) return `${field}${value}\n`;
  return value
    .split(LINE_BREAK)
    .map((line) => `${field}${line}\n`)
    .join('');
}

function singleLine(value: string): string {
  return String(value).split(LINE_BREAK).join(' ');
}
