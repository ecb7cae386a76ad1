import { commonError } from '../errors/catalogue.js';

/** Returns the name of the method; throws for a constructor parameter, which cannot receive request data. */
export function requireMethod(decorator: string, target: object, key: string | symbol | undefined): string | symbol {
  if (key !== undefined) return key;
  throw commonError('PORTICO_DECORATOR_MISPLACED', {
    message: `${decorator} is on a constructor parameter of "${Reflect.get(target, 'name')}".`,
    remedy: 'Put it on a parameter of a handler. To inject a dependency into a constructor, use @Inject().',
  });
}
