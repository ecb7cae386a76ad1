import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';

/**
 * Marks the `transform` function of a pipe that validates by the emitted type of its parameter, and accepts everything
 * without one. A subclass that overrides `transform` does not have the mark. Shared by every copy of this package.
 */
const NEEDS_TYPE: unique symbol = Symbol.for('portico.pipe-needs-type');

type MarkedTransform = PipeTransform['transform'] & { [NEEDS_TYPE]?: (this: PipeTransform) => boolean };

/** Returns whether a pipe can validate an argument only if the type of its parameter is known. */
export function needsType(pipe: PipeTransform): boolean {
  const transform: MarkedTransform = pipe.transform;
  return transform[NEEDS_TYPE]?.call(pipe) ?? false;
}

/** Marks a `transform` function. */
export function markNeedsType<P extends PipeTransform>(transform: P['transform'], decide: (this: P) => boolean): void {
  Object.defineProperty(transform, NEEDS_TYPE, { value: decide });
}
