import { extras } from '../install/combinations.js';
import type { Measured, Weight } from './measure.js';

/** Returns the sizes as Markdown: a table of sizes, and a table of additional packages with their reasons. */
export function sizeTable(measured: readonly Measured[]): string {
  const weights = measured.map(({ title, bare, ours, nestjs, own, ownOfNestjs }) =>
    row(title, weight(bare), `**${weight(ours)}**`, megabytes(own), weight(nestjs), megabytes(ownOfNestjs)),
  );
  const along = Object.entries(extras).flatMap(([name, reason]) => {
    const titles = measured.filter(({ extra }) => extra.includes(name)).map(({ title }) => title);
    return titles.length > 0 ? [row(`\`${name}\``, titles.join(', '), reason)] : [];
  });
  return [
    row('', 'libraries only', 'with Portico', 'Portico itself', 'with NestJS 12', 'NestJS itself'),
    row('---', '--:', '--:', '--:', '--:', '--:'),
    ...weights,
    '',
    row('additional package', 'in', 'reason'),
    row('---', '---', '---'),
    ...along,
  ].join('\n');
}

/** Writes the tables between the markers of a document. @throws Error if it has no markers */
export function insertSizes(document: string, table: string): string {
  const marks = /(<!-- sizes: npx nx sizes packed --write -->\n)[\s\S]*?(\n<!-- end of sizes -->)/;
  if (!marks.test(document)) throw new Error('The document has no markers for the sizes.');
  return document.replace(marks, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}

function weight({ bytes, count }: Weight): string {
  return `${megabytes(bytes)} / ${count}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function row(...cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
