import { expect, it } from 'vitest';
import { makesSharedAdapter } from './is-shared.js';

class OfThisProcess {
  get isInMemory(): boolean {
    return true;
  }
}
class Further extends OfThisProcess {}
class OfAllProcesses {}
function makeAdapter(): object {
  return {};
}

it.each([
  [OfThisProcess, false],
  [Further, false],
  [OfAllProcesses, true],
  [makeAdapter, true],
  [() => ({}), true],
])('a class tells by its prototype that its room adapters are not shared: %s', (factory, isShared) => {
  expect(makesSharedAdapter(factory)).toBe(isShared);
});
