import type { TestProject } from 'vitest/node';
import { prepare } from './prepare.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the applications are installed and compiled; `undefined` when they are not to run. */
    installation: string | undefined;
  }
}

/** These tests install some hundred packages from npm, so they run only where they are asked for. */
export default function setup(project: TestProject): void {
  if (process.env.COMPATIBILITY !== '1') {
    process.stdout.write('Third-party modules are not installed: npm run compatibility tests them.\n');
    project.provide('installation', undefined);
    return;
  }
  project.provide('installation', prepare());
}
