import type { FrameworkError } from '@portico/common/internal';
import type { ProviderRecord } from '../container/records.js';
import { tokenName } from '../container/token-name.js';
import { coreError } from './core-error.js';

/** `inject()` was called while nothing was being made. */
export function injectOutside(token: unknown): FrameworkError {
  return coreError({
    code: 'PORTICO_INJECT_OUTSIDE',
    lines: [
      `inject(${tokenName(token)}) was called while nothing was being made.`,
      'It works in constructors, in field initialisers and in factories, up to their first await; not in methods that are called later.',
    ],
    remedies: [
      'Call inject() in a field initialiser, and use the field in the method.',
      'In an asynchronous factory call inject() before the first await.',
      'To look something up later, inject ModuleRef and call moduleRef.get(Token).',
    ],
  });
}

/** `inject()` asked for something that an asynchronous factory has not brought yet. */
export function injectPending(record: ProviderRecord, wanted: ProviderRecord): FrameworkError {
  return coreError({
    code: 'PORTICO_INJECT_PENDING',
    lines: [
      `${record.name} in ${record.host.name} asks for ${wanted.name} with inject(), but an asynchronous factory on which ${wanted.name} depends has not finished.`,
      'inject() answers at once; the container could not know that it had to wait.',
    ],
    remedies: [
      `Name the dependency where the container sees it: @Inject(${wanted.name}) on a constructor parameter or a property, "inject: [${wanted.name}]" of a factory.`,
    ],
  });
}
