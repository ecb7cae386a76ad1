import { expect, it } from 'vitest';
import type { Area, Difference } from './area.js';
import { Audit } from './audit.js';
import type { ExplainedDifference } from './explained-difference.js';

const row = { area: 'http', title: '', portico: '', reference: '', reason: '' } as const;
const difference: Difference = {
  path: 'requests.0.trace',
  subject: 'portico-express',
  portico: ['use0', 'handler'],
  reference: ['handler'],
};

function shareOf(
  entry: Pick<ExplainedDifference, 'matches' | 'without'>,
  area: Pick<Area, 'isFault'> = {},
): string | undefined {
  const known = { ...row, id: 'known', ...entry };
  const audit = new Audit();
  audit.add(area, [known], {}, difference, [known]);
  return audit.shareOf('known');
}

it('counts the changes that an explanation hides', () => {
  expect(shareOf({ matches: () => true })).toBe('4 of 4 changes');
  expect(shareOf({ matches: (_case, { portico }) => Array.isArray(portico) && portico.length === 2 })).toBe(
    '1 of 4 changes',
  );
});

it('does not count the changes that are faults whatever the reference shows', () => {
  const isFault: Area['isFault'] = (_case, { portico }) => (portico as string[]).length > 2;
  expect(shareOf({ matches: () => true }, { isFault })).toBe('2 of 4 changes');
});

it('finds that an explanation of one line hides nothing else', () => {
  const without: ExplainedDifference['without'] = (_case, { portico, reference }) => ({
    portico: (portico as string[]).filter((step, index) => step !== 'use0' || index > 0),
    reference,
  });
  expect(shareOf({ without })).toBe('0 of 4 changes');
});
