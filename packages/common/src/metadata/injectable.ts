import 'reflect-metadata';
import type { InjectableOptions } from '../contracts/injection/scope-options.js';
import type { Type } from '../contracts/injection/type.js';
import {
  CATCH_WATERMARK,
  CONTROLLER_WATERMARK,
  FILTER_CATCH_EXCEPTIONS,
  INJECTABLE_WATERMARK,
  SCOPE_OPTIONS_METADATA,
} from './keys.js';
import { readFact } from './read.js';

/** True when `@Injectable()` is applied to the class or an ancestor. */
export function isInjectable(type: Function): boolean {
  return readFact(INJECTABLE_WATERMARK, type) === true;
}

/** True when `@Controller()` is applied to the class or an ancestor. */
export function isController(type: Function): boolean {
  return readFact(CONTROLLER_WATERMARK, type) === true;
}

/** True when `@Catch()` is applied to the class or an ancestor. */
export function isExceptionFilter(type: Function): boolean {
  return readFact(CATCH_WATERMARK, type) === true;
}

/** Scope and durability of an injectable or a controller; `undefined` if it sets none. */
export function readScopeOptions(type: Function): InjectableOptions | undefined {
  return readFact(SCOPE_OPTIONS_METADATA, type);
}

/** The exception types of `@Catch()`; empty for a filter that catches all exceptions. */
export function readCaughtTypes(type: Function): readonly Type<Error>[] {
  return readFact(FILTER_CATCH_EXCEPTIONS, type) ?? [];
}
