import type { ArgumentMetadata, PipeTransform } from '../contracts/pipe-transform.js';

/**
 * Stands on a pipe's `transform` function: says, before any call, that the pipe lets every value of such an argument
 * through unchanged, so that a pipeline compiles it away. A subclass that overrides `transform` loses the mark with it.
 */
export const LETS_THROUGH: unique symbol = Symbol.for('portico.pipe-lets-through');

type MarkedTransform = PipeTransform['transform'] & {
  [LETS_THROUGH]?: (this: PipeTransform, metadata: ArgumentMetadata) => boolean;
};

/** True when the pipe does nothing to arguments of this kind. */
export function letsThrough(pipe: PipeTransform, metadata: ArgumentMetadata): boolean {
  return (pipe.transform as MarkedTransform)[LETS_THROUGH]?.call(pipe, metadata) ?? false;
}

/** Puts the mark on a `transform` function. */
export function markLetsThrough<P extends PipeTransform>(
  transform: P['transform'],
  decide: (this: P, metadata: ArgumentMetadata) => boolean,
): void {
  Object.defineProperty(transform, LETS_THROUGH, { value: decide });
}
