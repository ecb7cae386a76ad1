import type { TestClient } from './client.js';

/**
 * Sends a message of which a test counts the acknowledgements.
 *
 * @throws TypeError if the client has no `sendAcknowledged`
 */
export function sendAcknowledged(
  client: TestClient,
  event: string,
  data: unknown,
  listener: (value: unknown) => void,
): void {
  if (!client.sendAcknowledged) {
    throw new TypeError(
      'The capability acknowledgements needs sendAcknowledged(event, data, listener) of the test client.',
    );
  }
  client.sendAcknowledged(event, data, listener);
}
