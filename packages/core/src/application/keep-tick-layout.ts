import { executionAsyncResource } from 'node:async_hooks';

let kept: object | undefined;

/**
 * Keeps one of the objects that `process.nextTick()` makes, for as long as the process lives.
 *
 * V8 forgets the layout of these objects when it collects garbage while none of them exists: while the application
 * starts, or when it is idle. On Node 20 to 24, each later call then defines the properties of its object through the
 * runtime of V8, and takes 300 to 900 ns instead of 50 ns. The streams of Node call it several times for each request
 * or message. One object that lives keeps the layout. Measured by `Fastify GET after an idle collection` in
 * `tools/benchmarks`.
 *
 * `executionAsyncResource()` inside a tick is its object. An async hook would find it too, but even one that has been
 * disabled again makes each later `await` a third slower. Bun and Deno have neither the problem nor the object.
 */
export function keepTickLayout(versions: NodeJS.ProcessVersions = process.versions): void {
  if (versions['bun'] !== undefined || versions['deno'] !== undefined) return;
  process.nextTick(() => {
    kept = executionAsyncResource();
  });
}

/** Returns the object that is kept. For tests. */
export function keptTick(): object | undefined {
  return kept;
}
