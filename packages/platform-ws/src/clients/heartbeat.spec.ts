import { once } from 'node:events';
import { type OnGatewayDisconnect, WebSocketGateway } from '@portico/websockets';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WsAdapter } from '../index.js';
import { startApplication } from '../test-application.fixture.js';

const INTERVAL = 150;

@WebSocketGateway()
class Door implements OnGatewayDisconnect {
  readonly left: unknown[] = [];
  handleDisconnect(_client: unknown, code?: unknown) {
    this.left.push(code);
  }
}

describe('heartbeat', () => {
  it('disconnects a client that does not reply, and calls handleDisconnect', async () => {
    const { app, connect } = await startApplication(
      [Door],
      (app) => new WsAdapter(app, { heartbeatInterval: INTERVAL }),
    );
    const silent = await connect({ autoPong: false });
    expect((await once(silent, 'close'))[0]).toBe(1006);
    await expect.poll(() => app.get(Door).left).toHaveLength(1);
  });

  it('does not disconnect a client while it replies', async () => {
    const { app, connect } = await startApplication(
      [Door],
      (app) => new WsAdapter(app, { heartbeatInterval: INTERVAL }),
    );
    const client = await connect();
    for (let pings = 0; pings < 4; pings++) await once(client, 'ping');
    expect(client.readyState).toBe(client.OPEN);
    expect(app.get(Door).left).toEqual([]);
  });

  it('is an option of each gateway, and disabled by default', async () => {
    @WebSocketGateway({ path: '/beating', heartbeatInterval: INTERVAL })
    class Beating {}
    const { connect } = await startApplication([Door, Beating]);
    const pinged: string[] = [];
    const quiet = await connect();
    quiet.on('ping', () => pinged.push('quiet'));
    const beating = await connect({}, '/beating');
    beating.on('ping', () => pinged.push('beating'));
    for (let pings = 0; pings < 3; pings++) await once(beating, 'ping');
    expect(pinged).toEqual(['beating', 'beating', 'beating']);
  });

  it('stops with its server', async () => {
    const started = vi.spyOn(globalThis, 'setInterval');
    const ended = vi.spyOn(globalThis, 'clearInterval');
    onTestFinished(() => void vi.restoreAllMocks());
    const { app } = await startApplication([Door], (app) => new WsAdapter(app, { heartbeatInterval: INTERVAL }));
    const timer = started.mock.results[started.mock.calls.findIndex(([, interval]) => interval === INTERVAL)]?.value;
    expect(timer).toBeDefined();
    expect(ended).not.toHaveBeenCalledWith(timer);
    await app.close();
    expect(ended).toHaveBeenCalledWith(timer);
  });
});
