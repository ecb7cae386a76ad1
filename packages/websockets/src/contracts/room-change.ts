/** A client that is in the watched rooms. */
export interface RoomVisitor<Data = any> {
  readonly id: string;
  /** As it was when the client was seen to join. */
  readonly data: Data;
}

/** What `watch()` reports: first who is there, then each change. */
export interface RoomChange<Data = any> {
  readonly type: 'here' | 'joined' | 'left';
  /** Who joined or left; `undefined` in the first report. */
  readonly client: RoomVisitor<Data> | undefined;
  /** Who is there now, the change included. */
  readonly clients: readonly RoomVisitor<Data>[];
}
