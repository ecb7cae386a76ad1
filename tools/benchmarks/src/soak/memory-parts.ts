/** The memory of a server at one moment, in MiB. */
export interface MemorySample {
  readonly minute: number;
  readonly heapMiB: number;
  readonly externalMiB: number;
  readonly rssMiB: number;
}

/** The means of one part of a run, in MiB. */
export interface MemoryPart {
  readonly from: number;
  readonly to: number;
  readonly heap: number;
  readonly external: number;
  readonly rss: number;
}

/** An hour has parts of ten minutes. */
const PARTS = 6;
/** The share of the first part in which code is compiled and pools are filled. */
const WARM_UP = 0.1;

/** The means of the sixths of a run, without the warm-up. A part without samples is left out. */
export function memoryParts(samples: readonly MemorySample[], minutes: number): MemoryPart[] {
  const length = minutes / PARTS;
  return Array.from({ length: PARTS }, (_, index) => [index * length, (index + 1) * length] as const).flatMap(
    ([from, to]) => {
      const within = samples.filter(({ minute }) => minute >= Math.max(from, length * WARM_UP) && minute < to);
      if (within.length === 0) return [];
      return {
        from,
        to,
        heap: mean(within.map(({ heapMiB }) => heapMiB)),
        external: mean(within.map(({ externalMiB }) => externalMiB)),
        rss: mean(within.map(({ rssMiB }) => rssMiB)),
      };
    },
  );
}

/** By how much the last part has more than the first; 1 is no growth. */
export function memoryGrowth(parts: readonly MemoryPart[]): { readonly heap: number; readonly rss: number } {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return { heap: Number.NaN, rss: Number.NaN };
  return { heap: (last.heap + last.external) / (first.heap + first.external), rss: last.rss / first.rss };
}

export function memoryTable(parts: readonly MemoryPart[]): string {
  return [
    '| minutes | heap after collection | buffers | resident memory |',
    '| --- | ---: | ---: | ---: |',
    ...parts.map(
      ({ from, to, heap, external, rss }) =>
        `| ${round(from)} to ${round(to)} | ${heap.toFixed(2)} MiB | ${external.toFixed(2)} MiB | ${rss.toFixed(1)} MiB |`,
    ),
  ].join('\n');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(minute: number): number {
  return Math.round(minute * 100) / 100;
}
