import type { Abstract, InjectionToken, Type } from '@portico/common';
import { PendingValue } from '../container/pending-value.js';
import type { ProviderRecord } from '../container/records.js';
import { circularDependency } from '../errors/circular-dependency.js';
import { injectOutside, injectPending } from '../errors/inject-errors.js';
import { scopedProvider } from '../errors/reference-errors.js';
import { currentInjectionContext, type InjectionContext } from './injection-context.js';

export interface InjectOptions {
  /** Return `undefined` if no provider has the token. Default: `false`. */
  optional?: boolean | undefined;
}

/** The records that `inject()` is resolving, the innermost last: a record that occurs again forms a cycle. */
const asking: ProviderRecord[] = [];

/**
 * Returns a dependency while an instance is being created: in a field initializer, a constructor, or a factory before
 * its first `await`. It needs no emitted parameter types.
 *
 * @param token has to be available in the module of the instance that is being created
 * @throws FrameworkError `PORTICO_INJECT_OUTSIDE` outside an injection context, `PORTICO_UNKNOWN_DEPENDENCY` if no
 *   provider has the token, `PORTICO_CIRCULAR_DEPENDENCY` for a circular dependency, `PORTICO_INJECT_PENDING` if an
 *   asynchronous factory has not completed, `PORTICO_SCOPED_PROVIDER` if a singleton requests a request-scoped provider
 *
 * @example
 * \@Injectable()
 * export class CatsService {
 *   private readonly repository = inject(CatsRepository);
 *   private readonly cache = inject<Cache>('CACHE', { optional: true });
 * }
 */
export function inject<T>(token: Type<T> | Abstract<T>, options?: InjectOptions & { optional?: false }): T;
export function inject<T = any>(token: InjectionToken<T>, options?: InjectOptions & { optional?: false }): T;
export function inject<T = any>(token: InjectionToken<T>, options: InjectOptions): T | undefined;
export function inject(token: InjectionToken, options: InjectOptions = {}): unknown {
  const now = currentInjectionContext();
  if (now === undefined) throw injectOutside(token);
  const wanted = now.maker.find(now.record, token, options.optional === true);
  if (wanted === null) return undefined;
  const value = get(now, wanted);
  if (value instanceof PendingValue) throw injectPending(now.record, wanted);
  return value;
}

function get({ maker, record, contextId }: InjectionContext, wanted: ProviderRecord): unknown {
  if (wanted.progress === 'made') return wanted.instance;
  if (wanted.progress === 'making' && wanted.pending === null) throw cycleAt(record, wanted);
  if (asking.includes(wanted)) throw cycleAt(record, wanted);
  if (contextId === null && !wanted.isDependencyTreeStatic())
    throw scopedProvider(wanted, `inject(${wanted.name}) in ${record.name}`);
  asking.push(wanted);
  try {
    return maker.dependency(wanted, record, contextId, null);
  } finally {
    asking.pop();
  }
}

function cycleAt(record: ProviderRecord, wanted: ProviderRecord): Error {
  const known = asking.slice(asking.indexOf(wanted) < 0 ? 0 : asking.indexOf(wanted) + 1);
  const between = known.filter((entry) => entry !== record && entry !== wanted);
  const cycle = record === wanted ? [wanted, wanted] : [wanted, ...between, record, wanted];
  return circularDependency(cycle, `${record.name} calls inject(${wanted.name}), which returns synchronously.`);
}
