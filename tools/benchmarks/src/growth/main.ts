import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSubjects } from '../build-subjects.js';
import { lineChart } from '../charts/line-chart.js';
import { workspaceRoot } from '../locations.js';
import { replaceSection } from '../measure/document.js';
import { spread } from '../measure/statistics.js';
import { factorOf, type Growth, type GrowthResult } from './growth.js';
import { growthTable } from './growth-table.js';
import { growths } from './growths.js';
import { recordedGrowths, recordGrowths } from './recorded.js';

const USAGE = `Usage: growth [name …] [options]

Names: ${growths.map(({ name }) => name).join(', ')}. All of them without a name.

  --rounds N   rounds of all steps (3)
  --seconds S  processor seconds measured per step and round (2)
  --check      end with an error where one is more than twice as dear at the last step as at the first
  --write      put the table and the pictures into docs/scaling.md; growths that are not measured stay there
  --draw       measure nothing, and draw what was measured last
`;

/** Twice: noise, and the caches of the processor, which more data does not fit into. */
const GREATEST_FACTOR = 2;

const { values: options, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    draw: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const unknown = positionals.filter((name) => !growths.some((growth) => growth.name === name));
  if (unknown.length > 0) throw new Error(`There is no growth named ${unknown.join(', ')}.\n\n${USAGE}`);
  const chosen = growths.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (options.draw) return draw();
  buildSubjects(['portico']);
  const results: GrowthResult[] = [];
  for (const growth of chosen) results.push(await measure(growth));
  const table = growthTable(results);
  process.stdout.write(`${table}\n`);
  if (options.write) {
    recordGrowths(results);
    draw();
  }
  const superlinear = results.filter((result) => factorOf(result) > GREATEST_FACTOR);
  if (!options.check || superlinear.length === 0) return;
  process.exitCode = 1;
  process.stderr.write(`More than linear: ${superlinear.map(({ growth }) => growth.name).join(', ')}\n`);
}

/** All steps in each round, so that what else the machine does meets all of them. */
async function measure(growth: Growth): Promise<GrowthResult> {
  const duration = Number(options.seconds);
  const rounds: number[][] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const costs: number[] = [];
    for (const step of growth.steps) {
      process.stderr.write(`${growth.name}: round ${round + 1}, ${step.toLocaleString('en-US')} ${growth.of}\n`);
      costs.push(await growth.measure(step, { warmUp: duration / 2, duration }));
    }
    rounds.push(costs);
  }
  return { growth, costs: growth.steps.map((_, step) => spread(rounds.map((costs) => costs[step]!)).median) };
}

/** Puts what was measured last into the documentation. */
function draw(): void {
  const { environment, results } = recordedGrowths();
  const folder = join(workspaceRoot, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const pictures = results.map((result) => {
    const { growth, costs } = result;
    const title = `${growth.cost}, by ${growth.of}`;
    writeFileSync(
      join(folder, `growth-${growth.name}.svg`),
      lineChart({
        description: title,
        xLabel: growth.of,
        yLabel: growth.unit,
        isLogarithmic: { x: true },
        series: [{ name: growth.cost, points: growth.steps.map((step, index) => [step, costs[index]!] as const) }],
      }),
    );
    return `![${title}](./images/growth-${growth.name}.svg)`;
  });
  const path = join(workspaceRoot, 'docs/scaling.md');
  const section = [environment, growthTable(results), ...pictures].join('\n\n');
  writeFileSync(path, replaceSection(readFileSync(path, 'utf8'), 'growth', section));
}

await main();
