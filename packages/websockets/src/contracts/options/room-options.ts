/** Limits of the rooms of one client. */
export interface RoomOptions {
  /** In how many rooms a client may be, its own not counted. Default: 1,000. */
  readonly maxPerClient?: number | undefined;
  /** How many characters the name of a room may have. Default: 256. */
  readonly maxNameLength?: number | undefined;
}
