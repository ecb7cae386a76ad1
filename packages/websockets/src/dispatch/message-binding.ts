import { withAddedListeners } from '../connections/added-listeners.js';
import type { Connection } from '../connections/connection.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { Dispatcher } from './dispatcher.js';
import { documentedHandlers } from './documented-handlers.js';
import type { Message } from './message.js';

/**
 * Connects the messages of clients to the dispatcher: through `bindMessages` of the adapter, or the documented
 * `bindMessageHandlers`.
 */
export class MessageBinding {
  private readonly isDirect: boolean;

  constructor(
    private readonly adapter: GatewayAdapter,
    private readonly dispatcher: Dispatcher,
  ) {
    const { bindMessages, sendReply, routesMessages } = adapter;
    this.isDirect = bindMessages !== undefined && sendReply !== undefined && routesMessages !== false;
  }

  /**
   * Passes the messages of a client to the dispatcher.
   *
   * @param before adds other listeners to the client
   * @returns removes all listeners that were added; `undefined` if {@link unbind} does that
   */
  bind(connection: Connection<Message>, before: () => void): (() => void) | undefined {
    const { adapter } = this;
    const { client } = connection;
    const add = (): void => {
      before();
      this.add(connection);
    };
    // If the adapter removes its listeners itself, they need not be searched for.
    if (!this.isDirect || !adapter.unbindMessages) return withAddedListeners(client, add);
    add();
    return undefined;
  }

  /** Removes the listeners of the adapter. */
  unbind({ client }: Connection<Message>): void {
    this.adapter.unbindMessages?.(client, this.dispatcher);
  }

  private add(connection: Connection<Message>): void {
    const { adapter, dispatcher } = this;
    if (this.isDirect) {
      adapter.bindMessages?.(connection.client, dispatcher);
      return;
    }
    const { handlers, transform } = documentedHandlers(dispatcher, connection);
    adapter.bindMessageHandlers(connection.client, handlers, transform);
  }
}
