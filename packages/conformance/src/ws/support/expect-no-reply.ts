import { SubscribeMessage } from '@portico/websockets';
import { expect } from 'vitest';
import type { TestClient } from './client.js';

/** The handler that {@link expectNoReply} uses: a base class for gateways. */
export class MarkerGateway {
  marker(): { event: string; data: boolean } {
    return { event: 'marker', data: true };
  }
}
SubscribeMessage('marker')(
  MarkerGateway.prototype,
  'marker',
  Object.getOwnPropertyDescriptor(MarkerGateway.prototype, 'marker')!,
);

/** Expects that the client has not received anything. Replies are sent in order, so earlier ones would arrive before that of the marker. */
export async function expectNoReply(client: TestClient): Promise<void> {
  client.send('marker');
  await client.next('marker');
  expect(client.rest).toEqual([]);
}
