/**
 * One message as request-scoped providers see it: what `@Inject(REQUEST)` gives below a gateway.
 * Every message has a context of its own, freed when the message is answered.
 */
export interface MessageRequest<TClient = any, TData = any> {
  readonly client: TClient;
  readonly data: TData;
  /** The event that the message was sent under. */
  readonly pattern: string;
}
