import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../locations.js';
import { describeEnvironment } from '../measure/environment.js';
import type { GrowthResult } from './growth.js';
import { growths } from './growths.js';

/** What was measured last, of each growth. */
interface Recorded {
  /** That of the last measurement of all growths. */
  readonly environment: string;
  readonly costs: Readonly<Record<string, readonly number[]>>;
}

const path = join(projectRoot, 'growth.json');

function read(): Recorded {
  return JSON.parse(readFileSync(path, 'utf8')) as Recorded;
}

/** What the file has, in the order of the growths; without those whose steps have changed since. */
export function recordedGrowths(): { readonly environment: string; readonly results: readonly GrowthResult[] } {
  const { environment, costs } = read();
  const results = growths
    .map((growth) => ({ growth, costs: costs[growth.name] ?? [] }))
    .filter((result) => result.costs.length === result.growth.steps.length);
  return { environment, results };
}

/** Keeps what was measured, and of the other growths what the file has. */
export function recordGrowths(results: readonly GrowthResult[]): void {
  const { environment, costs } = read();
  const measured = Object.fromEntries(
    results.map((result) => [result.growth.name, result.costs.map((cost) => Number(cost.toPrecision(4)))]),
  );
  const recorded: Recorded = {
    environment: results.length === growths.length ? describeEnvironment() : environment,
    costs: { ...costs, ...measured },
  };
  writeFileSync(path, `${onOneLine(JSON.stringify(recorded, undefined, 2))}\n`);
}

/** As the formatter has arrays of numbers. */
function onOneLine(json: string): string {
  return json.replace(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.split(/,\s+/).join(', ')}]`);
}
