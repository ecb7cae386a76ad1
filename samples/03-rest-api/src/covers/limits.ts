/** The maximum size of a cover, in bytes. */
export const MAX_COVER_BYTES = 1_000_000;
