import type { FastPath, HttpPlatform } from './platform.js';

const FAST_PATHS: readonly FastPath[] = ['createReplier', 'bindMiddleware', 'route'];

/** Returns the platform without the fast paths of its adapter, or `undefined` if it has none. */
export function withoutFastPaths(platform: HttpPlatform): HttpPlatform | undefined {
  const adapter = platform.createAdapter();
  const present = (platform.fastPaths ?? FAST_PATHS).filter((member) => adapter[member] !== undefined);
  if (present.length === 0) return undefined;
  return {
    ...platform,
    createAdapter: (options) => {
      const adapter = platform.createAdapter(options);
      for (const member of present) Object.defineProperty(adapter, member, { value: undefined });
      return adapter;
    },
  };
}
