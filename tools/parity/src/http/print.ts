import type { HttpCase } from './case.js';

export function printCase(theCase: HttpCase): string {
  return JSON.stringify(theCase, null, 1);
}
