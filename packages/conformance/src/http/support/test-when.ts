import { it } from 'vitest';
import type { Capability } from './platform.js';

/** A test that a platform skips, with its reason, when it lacks a capability. */
export function itWhen(capability: Capability, name: string, run: () => unknown): void {
  if (capability === true) it(name, run as () => Promise<void>);
  else it.skip(`${name} (skipped: ${capability})`, run as () => Promise<void>);
}
