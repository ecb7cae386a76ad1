import { Reflector } from '@portico/core';

export const Roles = Reflector.createDecorator<string[]>();
