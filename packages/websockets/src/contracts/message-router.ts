/** Takes what a handler answered: called for each value, at once or later. Values are falsy only where they acknowledge. */
export type AnswerMessage<TClient = any> = (
  client: TClient,
  value: unknown,
  ack: Function | undefined,
  isAckHandledManually: boolean,
) => void;

/** The handlers of one event on one server, whichever gateways they stand in. */
export interface MessageRoute<TClient = any> {
  /** What `@SubscribeMessage()` was given. */
  readonly pattern: unknown;
  /** The pattern as a string: the name of the event, or the object as JSON with sorted keys. */
  readonly event: string;
  /**
   * Handles a message. Never throws; failures are answered by the exception filters.
   *
   * @param ack the acknowledgement callback of the client, if it asked for one
   * @param answer called with each value that the handlers return
   */
  handle(client: TClient, data: unknown, ack: Function | undefined, answer: AnswerMessage<TClient>): void;
}

/**
 * The messages of one server: the fast face of `bindMessageHandlers`. One router serves all clients
 * of a server, so that a connection costs no closure and a message no stream.
 */
export interface MessageRouter<TClient = any> {
  /** By event name, for libraries that subscribe event by event. */
  readonly routes: ReadonlyMap<string, MessageRoute<TClient>>;
  /** @param event the name of the event, or an object pattern */
  find(event: unknown): MessageRoute<TClient> | undefined;
}
