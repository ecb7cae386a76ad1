/**
 * One message: what `@Inject(REQUEST)` gives below a gateway with `requestScope: 'message'`. Every message then has a
 * context of its own, freed when it is answered. By default `REQUEST` is the client, and its context lives as long.
 */
export interface MessageRequest<TClient = any, TData = any> {
  readonly client: TClient;
  readonly data: TData;
  /** The event that the message was sent under. */
  readonly pattern: string;
}
