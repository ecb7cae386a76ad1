import { BadRequestException, type StandardSchemaIssue, type ValidationError } from '@portico/common';

/** An invalid field of the input, and the reason. */
export interface FieldError {
  /** The path of the field, such as `authors.0`; empty for the whole input. */
  readonly field: string;
  readonly message: string;
}

/** 400 with a sentence for each field, in the same form for both validation pipes. */
export class InvalidInputException extends BadRequestException {
  constructor(readonly errors: readonly FieldError[]) {
    super('The input is not as it should be.');
  }

  static of(errors: readonly ValidationError[]): InvalidInputException {
    return new InvalidInputException(errors.flatMap((error) => fieldErrors(error)));
  }

  static ofIssues(issues: readonly StandardSchemaIssue[]): InvalidInputException {
    return new InvalidInputException(
      issues.map(({ path = [], message }) => ({
        field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
        message,
      })),
    );
  }
}

function fieldErrors({ property, constraints = {}, children = [] }: ValidationError, above = ''): FieldError[] {
  const field = `${above}${property}`;
  const own = Object.values(constraints).map((message) => ({ field, message }));
  return [...own, ...children.flatMap((child) => fieldErrors(child, `${field}.`))];
}
