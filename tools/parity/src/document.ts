import { differences } from './differences.js';
import type { ExplainedDifference } from './explained-difference.js';

const BEGIN = '<!-- differences: begin (npx nx parity parity -- --write) -->';
const END = '<!-- differences: end -->';

const headings = { http: 'HTTP', gateways: 'Gateways', container: 'Container' } as const;

/** Returns the list of differences for docs/moving-from-nestjs.md. */
export function differencesAsMarkdown(): string {
  return Object.entries(headings)
    .map(([area, heading]) => ({ heading, entries: differences.filter((entry) => entry.area === area) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ heading, entries }) => `### ${heading}\n\n${table(entries)}`)
    .join('\n\n');
}

/**
 * Writes the list between its markers.
 *
 * @throws Error if the document has no such markers
 */
export function replaceDifferences(document: string): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`The document needs the lines “${BEGIN}” and “${END}”, in this order.`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${differencesAsMarkdown()}\n\n${document.slice(end)}`;
}

function table(entries: readonly ExplainedDifference[]): string {
  const rows = entries.map(({ title, portico, reference, reason, docs }) => {
    const why = docs ? `${reason} See [${docs}](${docs}).` : reason;
    return `| ${[title, reference, portico, why].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| Situation | NestJS 12 | Portico | Why, and what to do |', '|---|---|---|---|', ...rows].join('\n');
}
