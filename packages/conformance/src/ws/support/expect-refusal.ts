import { expect } from 'vitest';
import { inTime } from '../../support/in-time.js';
import { Refused, type TestClient } from './client.js';
import type { WebSocketPlatform } from './platform.js';

/**
 * Expects that a client is refused: with a status before it is connected, or, on platforms without this capability, by closing
 * the connection.
 */
export async function expectRefusal(
  { capabilities }: WebSocketPlatform,
  connecting: Promise<TestClient>,
  status: number,
  message?: string,
): Promise<Refused | undefined> {
  if (capabilities.handshakes !== true) {
    const client = await connecting;
    await inTime(client.left, () => 'A client that was to be refused is still connected');
    const { closeCode, closeReason } = client;
    expect(closeCode).toBe(1008);
    if (message !== undefined) expect(closeReason).toBe(message);
    return undefined;
  }
  const refusal = await connecting.then(
    () => expect.unreachable('The client was accepted'),
    (error: unknown) => error,
  );
  if (!(refusal instanceof Refused)) return expect.unreachable(`The client failed in another way: ${refusal}`);
  expect(refusal.status).toBe(status);
  if (message !== undefined) expect(refusal.message).toBe(message);
  return refusal;
}
