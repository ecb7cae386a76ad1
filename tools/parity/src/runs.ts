import type { AreaName } from './area.js';

/**
 * The number of cases of an area in the option `--runs`: `60` for each area, or `http=60,gateways=40` by name. An area
 * that is not named gets none; without the option there is no limit.
 *
 * @throws when the option is neither
 */
export function runsOf(option: string | undefined, area: AreaName): number {
  if (option === undefined) return Number.POSITIVE_INFINITY;
  const counts = new Map(
    option.split(',').map((part) => {
      const [, name = '', count = ''] = /^(?:(http|gateways|container)=)?(\d+)$/.exec(part.trim()) ?? [];
      if (count === '') throw new Error(`--runs ${option}: “${part}” is neither a number nor such as http=60.`);
      return [name, Number(count)];
    }),
  );
  return counts.get(area) ?? counts.get('') ?? 0;
}
