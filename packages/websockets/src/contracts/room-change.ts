/** A client that is in the watched rooms. */
export interface RoomVisitor<Data = any> {
  readonly id: string;
  /** As it was when the client was seen to join. */
  readonly data: Data;
}

/** A report of `watch()`: first the clients that are in the rooms, then each change. */
export interface RoomChange<Data = any> {
  readonly type: 'here' | 'joined' | 'left';
  /** The client that joined or left; `undefined` in the first report. */
  readonly client: RoomVisitor<Data> | undefined;
  /** All clients that are in the rooms now, after the change. */
  readonly clients: readonly RoomVisitor<Data>[];
}
