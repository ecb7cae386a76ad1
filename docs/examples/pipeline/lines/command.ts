import { createParamDecorator, type ExecutionContext } from '@portico/common';
import { Reflector } from '@portico/core';

/** The command that a method handles. */
export const Command = Reflector.createDecorator<string>();

/** One word of the line, by its index. */
export const Word = createParamDecorator(
  (index: number, context: ExecutionContext) => context.getArgByIndex<string[]>(1)[index],
);
