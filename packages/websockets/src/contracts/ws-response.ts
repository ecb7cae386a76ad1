/** An answer that reaches the client as an event of its own, not as an acknowledgement. */
export interface WsResponse<T = any> {
  event: string;
  data: T;
}
