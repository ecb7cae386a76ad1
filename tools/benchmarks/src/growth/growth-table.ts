import { factorOf, type GrowthResult } from './growth.js';

/** A Markdown table: the cost at each step, and how much more the last one costs than the first. */
export function growthTable(results: readonly GrowthResult[]): string {
  return [
    '| of | cost | at each step | last against first |',
    '| --- | --- | --- | ---: |',
    ...results.map((result) => {
      const { growth, costs } = result;
      const steps = growth.steps.map(
        (step, index) => `${step.toLocaleString('en-US')}: ${format(costs[index]!)} ${growth.unit}`,
      );
      return `| ${growth.of} | ${growth.cost} | ${steps.join('; ')} | ${factorOf(result).toFixed(2)} |`;
    }),
  ].join('\n');
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}
