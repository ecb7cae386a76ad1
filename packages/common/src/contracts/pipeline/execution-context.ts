import type { Type } from '../injection/type.js';
import type { ArgumentsHost } from './arguments-host.js';

/** The arguments of a handler, and the handler itself. */
export interface ExecutionContext extends ArgumentsHost {
  /** The class that the handler belongs to. */
  getClass<T = any>(): Type<T>;
  /** The function of the handler, which has the metadata of the method. */
  getHandler(): Function;
}
