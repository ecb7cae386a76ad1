/** A client that is in the watched rooms. */
export interface RoomClient<Data = any> {
  readonly id: string;
  /** The data of the client when it joined. */
  readonly data: Data;
}

/** A report of `watch()`: first the clients that are in the rooms, then each change. */
export interface RoomChange<Data = any> {
  readonly type: 'here' | 'joined' | 'left';
  /** The client that joined or left; `undefined` in the first report. */
  readonly client: RoomClient<Data> | undefined;
  /** All clients that are in the rooms now, after the change. */
  readonly clients: readonly RoomClient<Data>[];
}
