import type { MessageRouter } from '@portico/websockets';
import type { WebSocket, WebSocketServer } from 'ws';
import { SharingWsAdapter, send } from './sharing-ws-adapter.js';

// #region optional
export class FasterWsAdapter extends SharingWsAdapter {
  /** `app.listen()` waits for this promise, and rejects if the port is already in use. */
  async whenListening(server: WebSocketServer): Promise<void> {
    await this.places.get(server)?.lease.listening;
  }

  /** Replaces `bindMessageHandlers()`: no closure per handler, no Observable per message. */
  bindMessageRouter(client: WebSocket, router: MessageRouter<WebSocket>): void {
    client.on('message', (frame) => {
      const message = this.read(client, frame);
      if (!message) return;
      const route = router.find(message.event);
      if (route) route.handle(client, message.data, undefined, send);
      else this.reportDropped(client, { reason: 'unknown-event', ...message });
    });
  }

  /** Exception filters send their events through this method. */
  override sendEvent(client: WebSocket, event: string, data: unknown): void {
    send(client, { event, data });
  }

  /** Called if the queue of a client is full while `handleConnection()` runs. */
  dropClient(client: WebSocket): void {
    client.close(1008);
  }
}
// #endregion
