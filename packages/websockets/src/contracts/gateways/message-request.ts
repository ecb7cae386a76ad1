/**
 * One message: the value of `@Inject(REQUEST)` with `requestScope: 'message'`. Every message then has its own context,
 * which is freed when the message has been handled. By default `REQUEST` is the client, and its context exists until
 * the client disconnects.
 */
export interface MessageRequest<TClient = any, TData = any> {
  readonly client: TClient;
  readonly data: TData;
  /** The event of the message. */
  readonly pattern: string;
}
