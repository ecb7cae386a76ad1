import type { MessageRouter } from '@portico/websockets';
import type { WebSocket, WebSocketServer } from 'ws';
import { SharingWsAdapter, send } from './sharing-ws-adapter.js';

// #region optional
export class FasterWsAdapter extends SharingWsAdapter {
  /** `app.listen()` waits for this, and rejects with it when the port is taken. */
  async whenListening(server: WebSocketServer): Promise<void> {
    await this.places.get(server)?.lease.listening;
  }

  /** Takes the place of `bindMessageHandlers()`: no closure per handler, no stream per message. */
  bindMessageRouter(client: WebSocket, router: MessageRouter<WebSocket>): void {
    client.on('message', (frame) => {
      const message = this.read(client, frame);
      if (!message) return;
      const route = router.find(message.event);
      if (route) route.handle(client, message.data, undefined, send);
      else this.reportDropped(client, { reason: 'unknown-event', ...message });
    });
  }

  /** Exception filters answer through this. */
  override sendEvent(client: WebSocket, event: string, data: unknown): void {
    send(client, { event, data });
  }

  /** Called for a client that sends without end while `handleConnection()` still works. */
  dropClient(client: WebSocket): void {
    client.close(1008);
  }
}
// #endregion
