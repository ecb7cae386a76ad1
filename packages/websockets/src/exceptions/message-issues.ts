import type { MessageIssue } from '../contracts/gateways/message-issue.js';
import type { SchemaIssue } from '../messages/schema.js';

// Limits, because clients determine the number of issues, and the keys in messages and paths.
const MAX_ISSUES = 20;
const MAX_DEPTH = 32;
const MAX_TEXT = 500;

/** Returns the issues of a schema, limited and in the form in which clients receive them. */
export function messageIssues(issues: Iterable<SchemaIssue>): readonly MessageIssue[] {
  const readable: MessageIssue[] = [];
  for (const { path = [], message } of issues) {
    if (readable.length === MAX_ISSUES) {
      readable.push({ path: [], message: 'Further issues were omitted' });
      break;
    }
    readable.push({
      path: [...path].slice(0, MAX_DEPTH).map(nameOf),
      message: shortened(typeof message === 'string' ? message : 'Invalid'),
    });
  }
  return readable;
}

function nameOf(part: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof part === 'object' ? part.key : part;
  return typeof key === 'number' ? key : shortened(String(key));
}

function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}...` : text;
}
