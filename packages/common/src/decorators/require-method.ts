import { commonError } from '../errors.js';

/** Gives the method's name, or refuses a parameter of a constructor, which no request ever fills. */
export function requireMethod(decorator: string, target: object, key: string | symbol | undefined): string | symbol {
  if (key !== undefined) return key;
  throw commonError('PORTICO_DECORATOR_MISPLACED', {
    message: `${decorator} is on a constructor parameter of "${(target as Function).name}".`,
    remedy: 'Put it on a parameter of a handler. To inject a dependency into a constructor, use @Inject().',
  });
}
