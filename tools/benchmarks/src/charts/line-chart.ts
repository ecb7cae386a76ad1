import { scaleLinear, scaleSymlog } from 'd3-scale';
import { line } from 'd3-shape';

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  /** What a reader who does not see the picture is told. */
  readonly description: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Powers of ten at equal distances, zero included. */
  readonly isLogarithmic?: { readonly x?: boolean; readonly y?: boolean };
  readonly series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 360;
/** Half of a label of six digits is to the right of the last tick. */
const MARGIN = { top: 16, right: 32, bottom: 48, left: 72 };
const LINE_HEIGHT = 18;
/** Told apart by readers who see few colors (Okabe and Ito), and on light and dark pages. */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const INK = '#767676';

/** A picture of some lines, as SVG: with its own text, and without a background, so that it fits light and dark pages. */
export function lineChart({ description, xLabel, yLabel, isLogarithmic = {}, series }: Chart): string {
  const legend = series.length * LINE_HEIGHT;
  const bottom = HEIGHT - MARGIN.bottom;
  const x = axis(all(series, 0), isLogarithmic.x).range([MARGIN.left, WIDTH - MARGIN.right]);
  const y = axis(all(series, 1), isLogarithmic.y).range([bottom, MARGIN.top]);
  const path = line<readonly [number, number]>(
    ([at]) => x(at),
    ([, value]) => y(value),
  );
  const marks = [
    ...(isLogarithmic.x ? measuredTicks(x, all(series, 0)) : ticks(x)).map(
      (tick) => `<text x="${round(x(tick))}" y="${bottom + 18}" text-anchor="middle">${label(tick)}</text>`,
    ),
    ...ticks(y, isLogarithmic.y).map(
      (tick) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${round(y(tick))}" y2="${round(y(tick))}" stroke="${INK}" stroke-opacity="0.25"/>` +
        `<text x="${MARGIN.left - 8}" y="${round(y(tick)) + 4}" text-anchor="end">${label(tick)}</text>`,
    ),
    `<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    `<text transform="translate(14 ${(MARGIN.top + bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeText(yLabel)}</text>`,
  ];
  const lines = series.map(({ name, points }, index) => {
    const color = COLORS[index % COLORS.length];
    const top = HEIGHT + 16 + index * LINE_HEIGHT;
    return (
      `<path d="${rounded(path(points) ?? '')}" fill="none" stroke="${color}" stroke-width="2"/>` +
      `<line x1="${MARGIN.left}" x2="${MARGIN.left + 24}" y1="${top - 4}" y2="${top - 4}" stroke="${color}" stroke-width="2"/>` +
      `<text x="${MARGIN.left + 32}" y="${top}">${escapeText(name)}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT + legend + 8}" role="img" ` +
    `font-family="system-ui, sans-serif" font-size="12" fill="${INK}">\n<title>${escapeText(description)}</title>\n` +
    `${[...marks, ...lines].join('\n')}\n</svg>\n`
  );
}

function axis(values: readonly number[], isLogarithmic = false) {
  const domain = [isLogarithmic ? Math.min(...values) : 0, Math.max(...values, Number.MIN_VALUE)];
  return isLogarithmic ? scaleSymlog().domain(domain) : scaleLinear().domain(domain).nice();
}

function ticks(scale: ReturnType<typeof axis>, isLogarithmic = false): readonly number[] {
  if (!isLogarithmic) return scale.ticks(6);
  const [first = 0, last = 0] = scale.domain();
  const powers = Array.from({ length: 13 }, (_, exponent) => 10 ** exponent);
  return [...(first === 0 ? [0] : []), ...powers.filter((power) => power >= first && power <= last)];
}

/** The powers of ten, or the values themselves if there are too few powers among them to read the others from. */
function measuredTicks(scale: ReturnType<typeof axis>, values: readonly number[]): readonly number[] {
  const powers = ticks(scale, true);
  const measured = [...new Set(values)];
  return powers.length < 3 && measured.length <= 6 ? measured : powers;
}

function all(series: readonly Series[], part: 0 | 1): readonly number[] {
  return series.flatMap(({ points }) => points.map((point) => point[part]));
}

function label(value: number): string {
  return value.toLocaleString('en-US');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function rounded(path: string): string {
  return path.replace(/\d+\.\d+/g, (number) => String(round(Number(number))));
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
