import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** Most of these tests wait for a reply that a faulty gateway never sends, so they run in parallel. */
const WEBSOCKET_SHARES = 4;
/** A short time-out, because the replies never arrive. */
const SILENCE_MS = 5_000;

function subject(name: string, file: string, env: Record<string, string> = {}): TestProjectInlineConfiguration {
  const include = [`test/faults/${file}`];
  return {
    ...shared,
    test: { ...shared.test, testTimeout: SILENCE_MS, name, root: resolve(import.meta.dirname, '../..'), include, env },
  };
}

/** Used only by faults.spec.ts. The tests of these files are expected to fail. */
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: {
    dangerouslyIgnoreUnhandledErrors: true,
    maxWorkers: WEBSOCKET_SHARES + 1,
    hookTimeout: 10_000,
    projects: [
      subject('http', 'http.subject.ts'),
      ...Array.from({ length: WEBSOCKET_SHARES }, (_, share) =>
        subject(`websocket-${share}`, 'websocket.subject.ts', {
          FAULT_SHARE: String(share),
          FAULT_SHARES: String(WEBSOCKET_SHARES),
        }),
      ),
    ],
  },
});
