import type { CorsOptions, CorsOptionsDelegate } from '@portico/common';
import type { CorsCase } from './case.js';

const ORIGINS = {
  all: '*',
  one: 'http://a.test',
  list: ['http://a.test', /\.b\.test$/],
  pattern: /\/\/a\.test$/,
  reflect: true,
  none: false,
} as const;

type Decide = (error: Error | null, allowed?: boolean) => void;

const DECIDERS: Readonly<Record<string, (origin: string | undefined, decide: Decide) => void>> = {
  decides: (origin, decide) => decide(null, origin === 'http://a.test'),
  refuses: (_origin, decide) => decide(null, false),
  fails: (_origin, decide) => decide(new Error('origin')),
  decidesLate: (origin, decide) => queueMicrotask(() => decide(null, origin === 'http://a.test')),
};

/** The settings of a case as both frameworks take them. */
export function corsOf({ by: _, origin, delegated, ...rest }: CorsCase): CorsOptions | CorsOptionsDelegate<unknown> {
  const decided = origin === undefined ? undefined : (DECIDERS[origin] ?? ORIGINS[origin as keyof typeof ORIGINS]);
  const options = { ...(decided === undefined ? {} : { origin: decided }), ...rest } as CorsOptions;
  return delegated ? (_request, callback) => callback(null, options) : options;
}
