/** Longest texts, in characters (code points). */
export const LIMITS = { nickname: 24, room: 32, text: 500 };

/** Messages that a room remembers for those who come later. */
export const HISTORY_LENGTH = 50;

/** Rooms at one time; the oldest empty one makes place for a new one. */
export const MAX_ROOMS = 100;

/** Largest frame, in bytes, that either transport takes from a client. */
export const MAX_FRAME_BYTES = 16 * 1024;

/** Messages that a connection may send at once, and how many more it earns each second. */
export const RATE = { burst: 20, perSecond: 4 } as const;
