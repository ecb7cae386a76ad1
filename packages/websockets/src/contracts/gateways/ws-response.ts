/** A handler result that is sent to the client as an event, not as an acknowledgement. */
export interface WsResponse<T = any> {
  event: string;
  data: T;
}
