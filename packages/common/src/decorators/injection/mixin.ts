import type { Type } from '../../contracts/injection/type.js';
import { uid } from '../../values/uid.js';
import { Injectable } from './injectable.js';

/**
 * Marks a class that a function has created as injectable, and gives it a unique name.
 *
 * @example
 * export const RoleGuard = (role: string) => mixin(class implements CanActivate { canActivate() { return true; } });
 */
export function mixin<T>(mixinClass: Type<T>): Type<T> {
  Object.defineProperty(mixinClass, 'name', { value: uid() });
  Injectable()(mixinClass);
  return mixinClass;
}
