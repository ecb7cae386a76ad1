import type { WebSocketAdapter } from '@portico/common';
import { expect, it } from 'vitest';
import { closeAll, create } from '../http/application.fixture.js';

const adapter = {} as WebSocketAdapter;

it('keeps named adapters in addition to the default one', async () => {
  class AppModule {}
  const app = await create(AppModule);
  const other = {} as WebSocketAdapter;
  expect(app.useWebSocketAdapter(adapter).useWebSocketAdapter(other, { name: 'ws' })).toBe(app);
  expect(() => app.useWebSocketAdapter(adapter, { name: 'ws' })).toThrow(
    expect.objectContaining({
      code: 'PORTICO_ADAPTER_NAME',
      message: expect.stringContaining('twice with the name "ws"'),
    }),
  );
  for (const name of ['', 7, null]) {
    expect(() => app.useWebSocketAdapter(adapter, { name: name as string })).toThrow(
      expect.objectContaining({ code: 'PORTICO_ADAPTER_NAME', message: expect.stringContaining(JSON.stringify(name)) }),
    );
  }
  await closeAll();
});
