import { type ValidationError, ValidationPipe } from '@portico/common';
import { ChatProblem } from './chat-problem.js';

/** Checks messages against their DTO and refuses with the first sentence that is wrong. */
export const chatValidation = new ValidationPipe({
  transform: true,
  whitelist: true,
  stopAtFirstError: true,
  exceptionFactory: (errors: ValidationError[]) => {
    const [first] = errors;
    const [message] = Object.values(first?.constraints ?? {});
    return new ChatProblem({
      code: 'INVALID',
      message: message ?? 'The chat does not understand this message.',
      ...(first === undefined ? {} : { field: first.property }),
    });
  },
});
