/** One row of a table of docs/measurements.md. */
export interface MeasuredRow {
  readonly work: string;
  /** What the row measures, such as `per CPU second`; empty in tables without that column. */
  readonly figure: string;
  /** What the ratios are relative to, such as `bare library: 69,696/s`. */
  readonly base: string;
  /** Such as `1.08 (1.04–1.12)`. */
  readonly portico: string;
  readonly nestjs: string;
  readonly goal: string;
  readonly verdict: string;
}

/** A figure that a document quotes, and how it is computed from the measurements. */
export interface QuotedFigure {
  readonly file: string;
  /** The text right before the figure; a space also stands for a line break. */
  readonly after: string;
  /** What the text after it becomes: the rest of the line of a table, or a number. */
  readonly replaces: 'rest of line' | 'number';
  readonly text: (measurements: Measurements) => string;
}

/** Finds the row of a work; the figure may be omitted if a work has only one that is not `throughput`. */
export type Measurements = ((work: string, figure?: string) => MeasuredRow) & { readonly rows: readonly MeasuredRow[] };

/** The rows of all tables of docs/measurements.md that compare Portico with a base. */
export function measurementsOf(document: string): Measurements {
  const rows = tablesOf(document).flatMap(([head = [], ...lines]) =>
    head.includes('work') && head.includes('Portico') ? lines.map((cells) => measuredRow(head, cells)) : [],
  );
  const find = (work: string, figure?: string): MeasuredRow => {
    const found = rows.filter(
      (row) => row.work === work && (figure === undefined ? row.figure !== 'throughput' : row.figure === figure),
    );
    if (found.length !== 1) {
      throw new Error(`docs/measurements.md has ${found.length} rows of "${work}"${figure ? ` (${figure})` : ''}`);
    }
    return found[0] as MeasuredRow;
  };
  return Object.assign(find, { rows });
}

/**
 * The document with the figures that it quotes as they were measured.
 *
 * @throws Error when the document does not have exactly one place for a figure
 */
export function withFreshFigures(
  file: string,
  document: string,
  measurements: Measurements,
  quoted: readonly QuotedFigure[],
): string {
  return quoted
    .filter((figure) => figure.file === file)
    .reduce((text, figure) => text.replace(placeOf(figure, text), () => figure.text(measurements)), document);
}

/** The first number of a cell: `1.08` of `1.08 (1.04–1.12)`. */
export function medianOf(cell: string): string {
  const number = /^\d[\d.]*/.exec(cell)?.[0];
  if (number === undefined) throw new Error(`"${cell}" does not begin with a number`);
  return number;
}

/**
 * The document with a text between `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
 *
 * @throws Error when the document has no such markers
 */
export function withSection(document: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The document needs the lines "${begin}" and "${end}", in this order`);
  return `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`;
}

function placeOf({ file, after, replaces }: QuotedFigure, document: string): RegExp {
  const before = after.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+');
  const source = `(?<=${before})${replaces === 'number' ? '\\d+(?:\\.\\d+)?' : '.*$'}`;
  const places = [...document.matchAll(new RegExp(source, 'gm'))].length;
  if (places !== 1) throw new Error(`${file} has "${after}" ${places} times, and must have it once`);
  return new RegExp(source, 'm');
}

function measuredRow(head: readonly string[], cells: readonly string[]): MeasuredRow {
  const cell = (...names: string[]): string => cells[head.findIndex((name) => names.includes(name))] ?? '';
  return {
    work: cell('work'),
    figure: cell('figure'),
    base: cell('divided by', 'compared with'),
    portico: cell('Portico'),
    nestjs: cell('NestJS 12'),
    goal: cell('goal'),
    verdict: head.includes('goal') ? (cells[head.indexOf('goal') + 1] ?? '') : '',
  };
}

/** The cells of each Markdown table, without the rule below its head. */
function tablesOf(document: string): string[][][] {
  return [...document.matchAll(/^\|.*\|\n\| ?-.*\|\n(?:\|.*\|\n?)*/gm)].map(([table]) =>
    table
      .trimEnd()
      .split('\n')
      .filter((_line, index) => index !== 1)
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
  );
}
