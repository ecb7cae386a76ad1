import type { ParamData, PipeReference, RouteParamMetadata } from '../contracts/routing/route-parameters.js';

/**
 * Adds a parameter to the metadata of a handler without changing existing entries, for decorators that write
 * `__routeArguments__` themselves.
 */
export function assignMetadata<TParamtype = any, TArgs = any>(
  args: TArgs,
  paramtype: TParamtype,
  index: number,
  data?: ParamData,
  ...pipes: PipeReference[]
): TArgs & Record<string, RouteParamMetadata & { pipes: PipeReference[] }> {
  return { ...args, [`${String(paramtype)}:${index}`]: { index, data, pipes } };
}
