import { afterAll, beforeAll } from 'vitest';
import { launch, type Parts, type Running } from './application.js';
import type { HttpPlatform } from './platform.js';

/** Starts one application for all tests of a block: `const app = sharedApplication(…)`, then `app()` in tests. */
export function sharedApplication(platform: HttpPlatform, parts: () => Parts): () => Running {
  let running: Running | undefined;
  beforeAll(async () => {
    running = await launch(platform, parts());
  });
  afterAll(() => running?.stop());
  return () => running!;
}
