import type { ArgumentMetadata, PipeTransform } from '../contracts/pipeline/pipe-transform.js';

/**
 * Marks the `transform` function of a pipe that returns every value of such an argument unchanged, so that the
 * pipeline can leave it out. A subclass that overrides `transform` does not have the mark.
 */
export const LETS_THROUGH: unique symbol = Symbol.for('portico.pipe-lets-through');

type MarkedTransform = PipeTransform['transform'] & {
  [LETS_THROUGH]?: (this: PipeTransform, metadata: ArgumentMetadata) => boolean;
};

/** True when the pipe does nothing to arguments of this kind. */
export function letsThrough(pipe: PipeTransform, metadata: ArgumentMetadata): boolean {
  const transform: MarkedTransform = pipe.transform;
  return transform[LETS_THROUGH]?.call(pipe, metadata) ?? false;
}

/** Marks a `transform` function. */
export function markLetsThrough<P extends PipeTransform>(
  transform: P['transform'],
  decide: (this: P, metadata: ArgumentMetadata) => boolean,
): void {
  Object.defineProperty(transform, LETS_THROUGH, { value: decide });
}
