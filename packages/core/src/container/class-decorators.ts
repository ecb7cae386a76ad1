import {
  hasModuleMetadata,
  isController,
  isExceptionFilter,
  isInjectable,
  standardMetadataOf,
} from '@portico/common/internal';

/** The role of a class: the first of these decorators that it has. */
export type ClassRole = 'Module' | 'Controller' | 'Injectable' | 'Catch';

/** Returns the role that decorators give a class or its ancestors; `undefined` when none of ours does. */
export function roleOf(type: Function): ClassRole | undefined {
  if (hasModuleMetadata(type)) return 'Module';
  if (isController(type)) return 'Controller';
  if (isInjectable(type)) return 'Injectable';
  return isExceptionFilter(type) ? 'Catch' : undefined;
}

/**
 * Returns whether a class or an ancestor has any decorator, even one of a third-party module: `@WebSocketGateway()`,
 * `@Resolver()` and `@Processor()` leave metadata as ours do.
 */
export function isDecorated(type: Function): boolean {
  return Reflect.getMetadataKeys(type).length > 0 || standardMetadataOf(type) !== undefined;
}
