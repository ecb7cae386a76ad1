import { extras } from '../install/combinations.js';
import type { Measured, Weight } from './measure.js';

/** The figures as Markdown: one table of weights, one of what comes along and why. */
export function sizeTable(measured: readonly Measured[]): string {
  const weights = measured.map(({ title, bare, ours, nestjs, own, ownOfNestjs }) =>
    row(title, weight(bare), `**${weight(ours)}**`, megabytes(own), weight(nestjs), megabytes(ownOfNestjs)),
  );
  const along = Object.entries(extras).flatMap(([name, reason]) => {
    const titles = measured.filter(({ extra }) => extra.includes(name)).map(({ title }) => title);
    return titles.length > 0 ? [row(`\`${name}\``, titles.join(', '), reason)] : [];
  });
  return [
    row('', 'the libraries alone', 'with Portico', 'of that, ours', 'with NestJS 12', 'of that, theirs'),
    row('---', '--:', '--:', '--:', '--:', '--:'),
    ...weights,
    '',
    row('comes along', 'with', 'for'),
    row('---', '---', '---'),
    ...along,
  ].join('\n');
}

/** Puts the figures between the marks of a document. @throws when the document has none */
export function insertSizes(document: string, table: string): string {
  const marks = /(<!-- sizes: npx nx sizes packed --write -->\n)[\s\S]*?(\n<!-- end of sizes -->)/;
  if (!marks.test(document)) throw new Error('the document has no marks for the sizes');
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
