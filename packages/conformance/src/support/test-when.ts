import { it, type TestContext } from 'vitest';
import type { Capability } from './capability.js';

/** Defines a test that is skipped, with the reason, if the platform does not have the capability. */
export function itWhen(
  capability: Capability,
  name: string,
  run: (context: TestContext) => unknown,
  options: { readonly timeout?: number } = {},
): void {
  const test = async (context: TestContext): Promise<void> => void (await run(context));
  if (capability === true) it(name, options, test);
  else it.skip(`${name} (skipped: ${capability})`, test);
}
