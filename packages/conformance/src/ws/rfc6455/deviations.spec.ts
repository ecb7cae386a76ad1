import { describe, expect, it } from 'vitest';
import { DeviationList } from './deviations.js';

describe('the deviations of a library', () => {
  it('are found by the whole name and by patterns', () => {
    const list = new DeviationList({
      '5.1 closes with 1002 on *': 'pattern',
      '5.1 closes with 1002 on a (ping)': 'name',
    });
    expect(list.reasonFor('5.1 closes with 1002 on a frame')).toBe('pattern');
    expect(list.reasonFor('5.1 closes with 1002 on a (ping)')).toBe('name');
    expect(list.reasonFor('5.1 closes with 1003 on a frame')).toBeUndefined();
    expect(list.reasonFor('and 5.1 closes with 1002 on a frame')).toBeUndefined();
  });

  it('that match no test are reported', () => {
    const list = new DeviationList({ 'a *': 'used', 'a test': 'used too', 'b *': 'unused' });
    list.reasonFor('a test');
    expect(list.unused).toEqual(['b *']);
  });
});
