import type { ArgumentMetadata, PipeTransform } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';

/** Transforms a value by the pipes of its parameter, in order; returns a promise only if a pipe does. */
export function applyPipes(value: unknown, pipes: readonly PipeTransform[], metadata: ArgumentMetadata): unknown {
  let current = value;
  for (let index = 0; index < pipes.length; index++) {
    if (isPromiseLike(current)) return applyLater(current, pipes, index, metadata);
    current = pipes[index]!.transform(current, metadata);
  }
  return current;
}

async function applyLater(
  value: PromiseLike<unknown>,
  pipes: readonly PipeTransform[],
  from: number,
  metadata: ArgumentMetadata,
): Promise<unknown> {
  let current = await value;
  for (let index = from; index < pipes.length; index++) {
    current = await pipes[index]!.transform(current, metadata);
  }
  return current;
}
