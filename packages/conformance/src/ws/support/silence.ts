import { SubscribeMessage } from '@portico/websockets';
import { expect } from 'vitest';
import type { TestClient } from './client.js';

/** The handler that {@link expectSilence} talks to: a base for gateways. */
export class Lighthouse {
  light(): { event: string; data: boolean } {
    return { event: 'light', data: true };
  }
}
SubscribeMessage('light')(
  Lighthouse.prototype,
  'light',
  Object.getOwnPropertyDescriptor(Lighthouse.prototype, 'light')!,
);

/** Sees that nothing was answered: messages are answered in order, so what has not come before this has not been sent. */
export async function expectSilence(client: TestClient): Promise<void> {
  client.send('light');
  await client.next('light');
  expect(client.rest).toEqual([]);
}
