import { describe, expect, it } from 'vitest';
import { lineChart } from './line-chart.js';

const chart = {
  description: 'Two lines <of> numbers',
  xLabel: 'seconds',
  yLabel: 'attempts & more',
  series: [
    { name: 'one', points: [[0, 0] as const, [10, 100] as const] },
    { name: 'two', points: [[0, 50] as const, [10, 50] as const] },
  ],
};
const pathsOf = (svg: string) => [...svg.matchAll(/<path d="([^"]+)"/g)].map(([, path]) => path);

describe('a chart', () => {
  it('draws each series from left to right, and greater values higher', () => {
    expect(pathsOf(lineChart(chart))).toEqual(['M72,312L688,16', 'M72,164L688,164']);
  });

  it('names its axes, its lines, and itself', () => {
    const svg = lineChart(chart);
    for (const text of ['>seconds<', '>one<', '>two<', 'attempts &#38; more', '<title>Two lines &#60;of&#62; numbers<'])
      expect(svg).toContain(text);
  });

  it('has powers of ten at equal distances on a logarithmic axis', () => {
    const points = [1, 10, 100, 1_000, 10_000].map((x) => [x, 1] as const);
    const svg = lineChart({ ...chart, isLogarithmic: { x: true }, series: [{ name: 'one', points }] });
    const at = ['10', '100', '1,000', '10,000'].map((text) =>
      Number(new RegExp(`x="([\\d.]+)"[^>]*>${text}<`).exec(svg)?.[1]),
    );
    const steps = at.slice(1).map((x, index) => x - at[index]!);
    for (const step of steps) expect(Math.abs(step - steps.at(-1)!)).toBeLessThan(15);
  });

  it('labels what was measured where too few powers of ten are', () => {
    const points = [1, 2, 4].map((x) => [x, 1] as const);
    const svg = lineChart({ ...chart, isLogarithmic: { x: true }, series: [{ name: 'one', points }] });
    for (const text of ['>1<', '>2<', '>4<']) expect(svg).toContain(text);
  });

  it('draws a line of zeros', () => {
    const points = [[0, 0] as const, [1, 0] as const];
    expect(pathsOf(lineChart({ ...chart, series: [{ name: 'none', points }] }))[0]).not.toContain('NaN');
  });
});
