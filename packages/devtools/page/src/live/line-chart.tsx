import { type ReactNode, useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { useTheme } from '../state/theme.js';

interface LineChartProps {
  /** Seconds. */
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly format: (value: number) => string;
}

const HEIGHT = 120;

/** Draws a chart on a canvas. The label of its figure describes it for screen readers. */
export function LineChart({ at, values, format }: LineChartProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const theme = useTheme((state) => state.theme);
  const last = at.at(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read when the chart is created, so a change of the theme creates it again
  useEffect(() => {
    const host = element.current;
    if (!host) return undefined;
    const made = new uPlot(optionsFor(host, format), [[], []], host);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height: HEIGHT }));
    observer.observe(host);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const redraw = (): void => made.redraw();
    dark.addEventListener('change', redraw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', redraw);
      made.destroy();
    };
  }, [format, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: values are appended to the same arrays, so the last time shows the change
  useEffect(() => {
    chart.current?.setData([[...at], [...values]]);
  }, [last, values, theme]);

  return <div className="line-chart" ref={element} style={{ height: HEIGHT }} aria-hidden="true" />;
}

function optionsFor(host: HTMLElement, format: (value: number) => string): uPlot.Options {
  const colour = (name: string) => (): string => getComputedStyle(host).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--ink-soft'),
    font: '11px system-ui, sans-serif',
    ticks: { show: false },
  };
  return {
    width: host.clientWidth || 300,
    height: HEIGHT,
    padding: [8, 8, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: true },
      y: { range: (_chart, _least, most) => [0, Math.max(1, (most ?? 0) * 1.15)] },
    },
    axes: [
      { ...axis, grid: { show: false }, space: 90, size: 24, values: (_chart, times) => times.map(clock) },
      {
        ...axis,
        size: 46,
        space: 36,
        grid: { stroke: colour('--edge'), width: 1 },
        values: (_chart, steps) => steps.map((step) => textOf(step, format)),
      },
    ],
    series: [{}, { stroke: colour('--accent'), fill: colour('--accent-wash'), width: 2, points: { show: false } }],
  };
}

/** Returns no text for a step that would be rounded, because two steps would then have the same text. */
function textOf(step: number, format: (value: number) => string): string {
  const text = format(step);
  return Number(text.replaceAll(',', '')) === step ? text : '';
}

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
