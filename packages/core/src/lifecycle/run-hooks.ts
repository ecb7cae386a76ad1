import { isPromiseLike } from '@portico/common/internal';
import type { Hooked, HookStep } from './hook-plan.js';
import { callHook, type HookName } from './hooks.js';

export interface RunHooksOptions<TModule> {
  readonly signal?: string;
  /** Told before the hooks of a module run. */
  readonly onModule?: (module: TModule) => void;
  /** Takes what a hook throws; the others then run all the same. Without it the first error ends the run. */
  readonly onError?: (error: unknown, instance: Hooked) => void;
}

/**
 * Runs one hook: module after module, inside a module batch after batch, inside a batch all at the same time. Becomes a
 * promise only when a hook answers one.
 *
 * @throws what a hook throws, unless `onError` takes it; hooks of the same batch have settled by then.
 */
export function runHooks<TModule>(
  steps: readonly HookStep<TModule>[],
  hook: HookName,
  options: RunHooksOptions<TModule> = {},
): void | Promise<void> {
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index]!;
    options.onModule?.(step.module);
    for (let batch = 0; batch < step.batches.length; batch += 1) {
      const pending = runBatch(step.batches[batch]!, hook, options);
      if (pending) return continueAfter(pending, steps, index, batch + 1, hook, options);
    }
  }
}

async function continueAfter<TModule>(
  pending: Promise<void>,
  steps: readonly HookStep<TModule>[],
  index: number,
  batch: number,
  hook: HookName,
  options: RunHooksOptions<TModule>,
): Promise<void> {
  await pending;
  const { batches } = steps[index]!;
  for (const members of batches.slice(batch)) await runBatch(members, hook, options);
  await runHooks(steps.slice(index + 1), hook, options);
}

function runBatch<TModule>(
  members: readonly Hooked[],
  hook: HookName,
  { signal, onError }: RunHooksOptions<TModule>,
): void | Promise<void> {
  let pending: PromiseLike<unknown>[] | undefined;
  let failure: { error: unknown } | undefined;
  for (const instance of members) {
    try {
      const answer = callHook(instance, hook, signal);
      if (isPromiseLike(answer)) {
        pending ??= [];
        pending.push(onError ? answer.then(undefined, (error: unknown) => onError(error, instance)) : answer);
      }
    } catch (error) {
      if (onError) onError(error, instance);
      else failure ??= { error };
    }
  }
  if (pending) return awaitBatch(pending, failure);
  if (failure) throw failure.error;
}

/** Waits for all, so that nothing of a failed batch is still starting while what it opened is being closed. */
async function awaitBatch(
  pending: readonly PromiseLike<unknown>[],
  failure: { error: unknown } | undefined,
): Promise<void> {
  const outcomes = await Promise.allSettled(pending);
  if (failure) throw failure.error;
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected) throw rejected.reason;
}
