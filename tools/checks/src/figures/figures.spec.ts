import { describe, expect, it } from 'vitest';
import { measurementsOf, medianOf, type QuotedFigure, withFreshFigures, withSection } from './figures.js';
import { missedGoals } from './quoted-figures.js';

const document = `# Measurements

| work | figure         | divided by             | Portico          | NestJS 12 | goal  |        |
| ---- | -------------- | ---------------------- | ---------------- | --------- | ----- | ------ |
| echo | per CPU second | bare library: 69,696/s | 1.08 (1.04–1.12) | 0.70      | ≥ 1.1 | missed |
| echo | throughput     | bare library: 67,283/s | 1.07 (1.01–1.12) | 0.71      |       |        |

| work | compared with | Portico | goal | |
| --- | --- | --- | --- | --- |
| echo on Bun | ws on Node | 1.88 (1.65–2.16) | ≥ 1.7 | met |

| work | older |
| --- | --- |
| echo | 0.9 |
`;
const measurements = measurementsOf(document);

describe('measurements', () => {
  it('are the rows of the tables that compare Portico', () => {
    expect(measurements.rows.map(({ work, figure }) => [work, figure])).toEqual([
      ['echo', 'per CPU second'],
      ['echo', 'throughput'],
      ['echo on Bun', ''],
    ]);
  });

  it('find the row of a work, by default not its throughput', () => {
    expect(measurements('echo')).toEqual({
      work: 'echo',
      figure: 'per CPU second',
      base: 'bare library: 69,696/s',
      portico: '1.08 (1.04–1.12)',
      nestjs: '0.70',
      goal: '≥ 1.1',
      verdict: 'missed',
    });
    expect(measurements('echo', 'throughput').portico).toBe('1.07 (1.01–1.12)');
    expect(measurements('echo on Bun')).toMatchObject({ base: 'ws on Node', verdict: 'met' });
  });

  it('report a work that they do not have', () => {
    expect(() => measurements('ech')).toThrow('has 0 rows of "ech"');
  });

  it('list the goals that are missed', () => {
    expect(missedGoals(measurements).split('\n').slice(2)).toEqual([
      '| echo | bare library | ≥ 1.1 | 1.08 (1.04–1.12) |',
    ]);
  });
});

describe('a document that quotes measurements', () => {
  const row: QuotedFigure = {
    file: 'a.md',
    after: '| an echo |',
    replaces: 'rest of line',
    text: (find) => ` ${medianOf(find('echo').portico)} |`,
  };
  const sentence: QuotedFigure = {
    file: 'a.md',
    after: 'an echo costs ',
    replaces: 'number',
    text: (find) => medianOf(find('echo').portico),
  };

  it('gets the measured figures', () => {
    const text = '| an echo | 2 | 3 |\n| other | 2 |\n\nHere an\necho costs 0.9. It is fast.\n';
    expect(withFreshFigures('a.md', text, measurements, [row, sentence])).toBe(
      '| an echo | 1.08 |\n| other | 2 |\n\nHere an\necho costs 1.08. It is fast.\n',
    );
  });

  it('is not changed by the figures of others', () => {
    expect(withFreshFigures('b.md', 'an echo costs 0.9', measurements, [row, sentence])).toBe('an echo costs 0.9');
  });

  it('has each figure once', () => {
    const fresh = (text: string) => () => withFreshFigures('a.md', text, measurements, [sentence]);
    expect(fresh('nothing')).toThrow('a.md has "an echo costs " 0 times');
    expect(fresh('an echo costs 1, an echo costs 2')).toThrow('2 times');
  });

  it('gets a section between its markers', () => {
    const text = 'a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb';
    expect(withSection(text, 'x', 'new')).toBe('a\n<!-- x: begin -->\n\nnew\n\n<!-- x: end -->\nb');
    expect(() => withSection(text, 'y', 'new')).toThrow('needs the lines "<!-- y: begin -->"');
  });
});
