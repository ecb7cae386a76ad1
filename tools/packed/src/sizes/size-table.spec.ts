import { expect, it } from 'vitest';
import type { Measured } from './measure.js';
import { insertSizes, sizeTable } from './size-table.js';

const measured: Measured = {
  title: 'HTTP on Express',
  bare: { bytes: 4_800_000, count: 66 },
  ours: { bytes: 18_049_000, count: 75 },
  nestjs: { bytes: 24_000_000, count: 99 },
  own: 1_100_000,
  ownOfNestjs: 5_400_000,
  extra: ['cors', 'vary'],
};

it('has the size of each combination, and the reason for each additional package', () => {
  const lines = sizeTable([measured]).split('\n');
  expect(lines).toContain('| HTTP on Express | 4.8 MB / 66 | **18.0 MB / 75** | 1.1 MB | 24.0 MB / 99 | 5.4 MB |');
  expect(lines).toContain('| `cors` | HTTP on Express | `enableCors()` on Express |');
  expect(lines.join()).not.toContain('toad-cache');
});

it('replaces older sizes', () => {
  const document = 'a\n<!-- sizes: npx nx sizes packed --write -->\n\nold\n\n<!-- end of sizes -->\nb\n';
  const written = insertSizes(document, 'new $& figures');
  expect(written).toBe(
    'a\n<!-- sizes: npx nx sizes packed --write -->\n\nnew $& figures\n\n<!-- end of sizes -->\nb\n',
  );
  expect(() => insertSizes('nothing', 'table')).toThrow('no markers');
});
