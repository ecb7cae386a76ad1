/** The maximum length of texts, in characters (code points). */
export const LIMITS = { nickname: 24, room: 32, text: 500 };

/** How many messages a room keeps for clients that join later. */
export const HISTORY_LENGTH = 50;

/** The maximum number of rooms. The oldest empty room is removed for a new one. */
export const MAX_ROOMS = 100;

/** The maximum size of a frame from a client, in bytes. */
export const MAX_FRAME_BYTES = 16 * 1024;

/** How many messages a connection may send at once, and how many more each second. */
export const RATE = { burst: 20, perSecond: 4 } as const;
