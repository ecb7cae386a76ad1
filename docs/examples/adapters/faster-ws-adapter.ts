import type { MessageReceiver } from '@portico/websockets/adapters';
import type { WebSocket } from 'ws';
import { SharingWsAdapter, send } from './sharing-ws-adapter.js';

// #region optional
export class FasterWsAdapter extends SharingWsAdapter {
  /** Replaces `bindMessageHandlers()`: no closure per handler, no Observable per message. */
  bindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    client.on('message', (frame) => {
      const message = this.read(client, frame);
      if (message) receiver.receive(client, message.event, message.data);
    });
  }

  /** Called with each value that handlers return. */
  sendReply(client: WebSocket, value: unknown): void {
    send(client, value);
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
