import type { FrameworkError } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { coreError } from './core-error.js';
import { drawChain } from './dependency-chain.js';
import { nestErrors } from './nestjs-errors.js';

/**
 * Providers need each other before any of them can be created.
 *
 * @param cycle from a record to itself
 * @param during the step that found the cycle, if it is not visible in the declarations
 */
export function circularDependency(cycle: readonly ProviderRecord[], during?: string): FrameworkError {
  const modules = [...new Set(cycle.map((record) => record.host.name))];
  const factories = cycle.slice(1).filter((record) => record.kind !== 'class');
  const [first, second] = cycle;
  return coreError({
    code: 'PORTICO_CIRCULAR_DEPENDENCY',
    counterpart: nestErrors.circularDependency(first?.name ?? ''),
    lines: [
      `Circular dependency: ${drawChain(cycle)}.`,
      modules.length > 1 ? `They belong to ${modules.join(', ')}.` : `They belong to ${modules[0]}.`,
      during,
      factories.length > 0 &&
        `${factories.map((record) => record.name).join(', ')} ${factories.length > 1 ? 'are' : 'is'} not created from a class: forwardRef works only for classes.`,
    ],
    remedies: [
      factories.length < cycle.length - 1 &&
        `Use @Inject(forwardRef(() => ${second?.name})) in ${first?.name}, and forwardRef on the other side too.`,
      'Or move the code that both sides need into a separate provider.',
      'Or look up one side when it is used, not when it is created: moduleRef.get(Token) in a method or in onModuleInit().',
    ],
  });
}
