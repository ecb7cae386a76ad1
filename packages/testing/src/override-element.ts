import type { InjectionToken, Type } from '@portico/common';
import type { NestContainer } from '@portico/core';

/** The replacement of an element. */
export type Override =
  | { readonly useValue: unknown }
  | { readonly useClass: Type }
  | { readonly useFactory: (...args: unknown[]) => unknown; readonly inject: readonly unknown[] };

/**
 * Replaces everything with a token: providers, controllers and enhancers of every module, or else a provider of the
 * framework. An unknown token is not an error, because shared set-ups override more than each test imports.
 */
export function overrideElement(container: NestContainer, token: InjectionToken, override: Override): void {
  container.override(token, override);
}
