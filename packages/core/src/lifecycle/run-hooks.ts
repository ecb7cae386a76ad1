import { isPromiseLike } from '@portico/common/internal';
import type { Hooked, HookStep } from './hook-plan.js';
import { callHook, type HookName } from './hooks.js';

export interface RunHooksOptions<TModule> {
  readonly signal?: string;
  /** Called before the hooks of a module run. */
  readonly onModule?: (module: TModule) => void;
  /** Called with the error of a hook; the other hooks still run. Without it, the first error ends the run. */
  readonly onError?: (error: unknown, instance: Hooked) => void;
}

/**
 * Runs one hook: modules and their batches one after the other, the hooks of a batch at the same time. Returns a
 * promise only if a hook does.
 *
 * @throws the error of a hook, unless there is an `onError`; the other hooks of its batch have settled by then.
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

/** Waits for all, so that no hook of a failed batch still runs while its resources are closed. */
async function awaitBatch(
  pending: readonly PromiseLike<unknown>[],
  failure: { error: unknown } | undefined,
): Promise<void> {
  const outcomes = await Promise.allSettled(pending);
  if (failure) throw failure.error;
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected) throw rejected.reason;
}
