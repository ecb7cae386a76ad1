/** The largest cover, in bytes. */
export const MAX_COVER_BYTES = 1_000_000;
