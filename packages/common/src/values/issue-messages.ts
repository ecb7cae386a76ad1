import type { StandardSchemaIssue } from '../contracts/libraries/standard-schema.js';

/** One message for each issue of a schema, preceded by its path: `owner.name: Expected string`. */
export function issueMessages(issues: readonly StandardSchemaIssue[]): string[] {
  return issues.map(({ path, message }) => {
    const where = (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return where ? `${where}: ${message}` : message;
  });
}
