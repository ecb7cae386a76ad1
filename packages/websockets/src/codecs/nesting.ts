/**
 * How deeply the lists and maps of a frame of MessagePack may be nested, in both directions: what reads and writes them
 * calls itself for each level.
 */
export const MOST_LEVELS = 1_000;

/** The error of a value that is nested too deeply for MessagePack, although it may be valid JSON. */
export class NestingError extends RangeError {
  override readonly name = 'NestingError';

  constructor() {
    super(`it is nested more than ${MOST_LEVELS} levels deep, or has a circular reference`);
  }
}
