import { Reflector } from '@portico/core';

/** Marks a route that only those who have the key may use; {@link ApiKeyGuard} asks for it. */
export const NeedsKey = Reflector.createDecorator<true, true>({ transform: () => true });
