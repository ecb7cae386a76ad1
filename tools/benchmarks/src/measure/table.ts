import { type Goal, goalOf, judge, type Verdict } from '../goals.js';
import { formatGoal, formatRatio, formatValue } from './format.js';
import { type Kind, kindNames } from './kinds.js';
import { ratios, values } from './ratios.js';
import type { WorkResult } from './rounds.js';
import type { Figure } from './work.js';

const HEAD = ['work', 'figure', 'divided by', 'Portico', 'NestJS 12', 'goal', ''];

/** One line of a table: a figure of a work. */
export interface Row {
  readonly cells: readonly string[];
  /** Undefined where there is no goal; a figure with a goal that could not be measured is grossly missed. */
  readonly verdict?: Verdict;
}

export function rows(result: WorkResult): Row[] {
  return result.work.figures.map((figure) => row(result, figure));
}

/** A Markdown table of the results. */
export function table(results: readonly WorkResult[]): string {
  const lines = results.flatMap(rows).map(({ cells }) => cells);
  const widths = HEAD.map((head, column) => Math.max(3, head.length, ...lines.map((cells) => cells[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(HEAD), line(rule), ...lines.map(line)].join('\n');
}

function row(result: WorkResult, figure: Figure): Row {
  const goal = goalOf(result.work.name, figure.name);
  const verdict = goal && verdictOf(result, figure, goal);
  const base = values(result, figure, figure.base);
  const baseName = result.work.baseName ?? kindNames[figure.base];
  const cells = [
    result.work.name,
    figure.name,
    base ? `${baseName}: ${formatValue(base.median, figure.unit)}` : baseName,
    cell(result, figure, 'portico', goal),
    cell(result, figure, 'nestjs', goal),
    goal ? formatGoal(goal, figure.unit) : '',
    verdict ?? '',
  ];
  return { cells, verdict };
}

function cell(result: WorkResult, figure: Figure, kind: Kind, goal: Goal | undefined): string {
  if (result.failures.has(kind)) return 'failed';
  const own = values(result, figure, kind);
  if (!own) return '';
  // Only Portico is judged.
  const goalOfRatio = kind === 'portico' && goal?.of === 'ratio' ? goal : undefined;
  const goalOfValue = kind === 'portico' && goal?.of === 'value' ? goal : undefined;
  const value = formatValue(own.median, figure.unit, goalOfValue);
  const ratio = kind === figure.base ? undefined : ratios(result, figure, kind);
  if (!ratio) return value;
  const formatted = formatRatio(ratio, goalOfRatio);
  return goal?.of === 'value' ? `${formatted}, ${value}` : formatted;
}

function verdictOf(result: WorkResult, figure: Figure, goal: Goal): Verdict | undefined {
  if (result.failures.has('portico')) return 'grossly missed';
  const measured = goal.of === 'value' ? values(result, figure, 'portico') : ratios(result, figure, 'portico');
  return measured && judge(goal, measured.median);
}
