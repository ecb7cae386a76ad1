import type { FrameworkError } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';

/** `inject()` was called outside an injection context. */
export function injectOutside(token: unknown): FrameworkError {
  return coreError({
    code: 'PORTICO_INJECT_OUTSIDE',
    lines: [
      `inject(${tokenName(token)}) was called outside an injection context.`,
      'It works in constructors, field initializers and factories, before their first await; not in methods that are called later.',
    ],
    remedies: [
      'Call inject() in a field initializer, and use the field in the method.',
      'In an asynchronous factory, call inject() before the first await.',
      'To look up a provider later, inject ModuleRef and call moduleRef.get(Token).',
    ],
  });
}

/** `inject()` requested a provider whose asynchronous factory has not completed. */
export function injectPending(record: ProviderRecord, wanted: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_INJECT_PENDING',
    lines: [
      `${record.name} in ${record.host.name} calls inject(${wanted.name}), but an asynchronous factory on which ${wanted.name} depends has not completed.`,
      'inject() returns synchronously and is not part of the declared dependencies, so the container did not wait for the factory.',
    ],
    remedies: [
      `Declare the dependency: @Inject(${wanted.name}) on a constructor parameter or a property, or "inject: [${wanted.name}]" in a factory provider.`,
    ],
  });
}
