import { Reflector } from '@portico/core';

/** Marks a route that requires the key, which {@link ApiKeyGuard} checks. */
export const NeedsKey = Reflector.createDecorator<true, true>({ transform: () => true });
