import type { TestProject } from 'vitest/node';
import { prepare } from './prepare.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which the applications are installed and compiled. */
    installation: string;
  }
}

export default function setup(project: TestProject): void {
  project.provide('installation', prepare());
}
