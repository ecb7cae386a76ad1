/** A version of the packages that does not fit the others. */
export const OTHER_MAJOR = '13.0.0';

/** A version that fits them, and is another. */
export const OTHER_MINOR = '12.999.0';
