import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { shared } from '../../../../vitest.shared.js';

/** What a broken gateway does to a client is silence, so most of its tests wait: they wait side by side. */
const WEBSOCKET_SHARES = 4;
/** Waiting longer for what never comes would only take longer. */
const SILENCE_MS = 5_000;

function subject(name: string, file: string, env: Record<string, string> = {}): TestProjectInlineConfiguration {
  const include = [`test/faults/${file}`];
  return {
    ...shared,
    test: { ...shared.test, testTimeout: SILENCE_MS, name, root: resolve(import.meta.dirname, '../..'), include, env },
  };
}

/** Only for faults.spec.ts: the tests that these files hold are meant to fail. */
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
