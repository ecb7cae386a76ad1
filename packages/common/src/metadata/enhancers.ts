import 'reflect-metadata';
import type { Type } from '../contracts/injection/type.js';
import type { CanActivate } from '../contracts/pipeline/can-activate.js';
import type { ExceptionFilter } from '../contracts/pipeline/exception-filter.js';
import type { NestInterceptor } from '../contracts/pipeline/nest-interceptor.js';
import type { PipeTransform } from '../contracts/pipeline/pipe-transform.js';
import { EXCEPTION_FILTERS_METADATA, GUARDS_METADATA, INTERCEPTORS_METADATA, PIPES_METADATA } from './keys.js';
import { readFact } from './read.js';

/** The four kinds of enhancers, with their contracts. */
export interface EnhancerKinds {
  guard: CanActivate;
  interceptor: NestInterceptor;
  pipe: PipeTransform;
  filter: ExceptionFilter;
}

export type EnhancerKind = keyof EnhancerKinds;

export const ENHANCER_KEYS = {
  guard: GUARDS_METADATA,
  interceptor: INTERCEPTORS_METADATA,
  pipe: PIPES_METADATA,
  filter: EXCEPTION_FILTERS_METADATA,
} as const satisfies Record<EnhancerKind, string>;

/**
 * The enhancers declared on a class or on a method's function, in the order of declaration.
 *
 * @param target the class, or the function of the method (not its name).
 */
export function readEnhancers<K extends EnhancerKind>(
  target: object,
  kind: K,
): readonly (EnhancerKinds[K] | Type<EnhancerKinds[K]>)[];
export function readEnhancers(target: object, kind: EnhancerKind): readonly unknown[] {
  return readFact(ENHANCER_KEYS[kind], target) ?? [];
}
