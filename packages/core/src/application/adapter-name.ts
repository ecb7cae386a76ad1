import { coreError } from '../errors/core-error.js';

/**
 * Checks the name of a WebSocket adapter.
 *
 * @throws FrameworkError `PORTICO_ADAPTER_NAME` if it is not a text, is empty, or has an adapter
 */
export function assertFreeName(name: unknown, known: ReadonlyMap<string, object>): void {
  if (typeof name !== 'string' || name === '') {
    throw invalidName(
      `app.useWebSocketAdapter() was called with the name ${JSON.stringify(name) ?? String(name)}, which is not a name.`,
      "Pass a text that is not empty: app.useWebSocketAdapter(adapter, { name: 'ws' }). Without a name the adapter is the default one.",
    );
  }
  if (known.has(name)) {
    throw invalidName(
      `app.useWebSocketAdapter() was called twice with the name "${name}": gateways could not tell the adapters apart.`,
      'Give each adapter a name of its own.',
    );
  }
}

function invalidName(line: string, remedy: string): Error {
  return coreError({ code: 'PORTICO_ADAPTER_NAME', lines: [line], remedies: [remedy] });
}
