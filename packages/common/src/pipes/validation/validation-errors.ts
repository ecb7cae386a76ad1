import type { ValidationError, ValidationErrorFormat } from '../../contracts/libraries/class-validator.js';

/** A failed rule: its path and message. */
interface BrokenRule {
  readonly path: string;
  readonly parentPath: string;
  readonly message: string;
}

const OMITTED = 'Further validation errors were omitted';

/** All failed rules, including those of nested objects, in the order of validation. */
function* brokenRules(errors: readonly ValidationError[], parentPath = ''): Generator<BrokenRule> {
  for (const error of errors) {
    const path = parentPath ? `${parentPath}.${error.property}` : error.property;
    for (const message of Object.values(error.constraints ?? {})) yield { path, parentPath, message };
    if (error.children?.length) yield* brokenRules(error.children, path);
  }
}

/** Messages as a list; those of nested objects start with the path of their parent. */
export function listMessages(errors: readonly ValidationError[], maxLength = Number.POSITIVE_INFINITY): string[] {
  const messages: string[] = [];
  let length = 0;
  for (const { parentPath, message } of brokenRules(errors)) {
    if (length >= maxLength) return [...messages, OMITTED];
    const full = parentPath ? `${parentPath}.${message}` : message;
    messages.push(full);
    length += full.length;
  }
  return messages;
}

/** Messages by the path of the property that they belong to. */
export function groupMessages(
  errors: readonly ValidationError[],
  maxLength = Number.POSITIVE_INFINITY,
): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  let length = 0;
  for (const { path, message } of brokenRules(errors)) {
    if (length >= maxLength) {
      groups.set('...', [OMITTED]);
      break;
    }
    groups.set(path, [...(groups.get(path) ?? []), message]);
    length += message.length;
  }
  return Object.fromEntries(groups);
}

/** Messages in the format of the response. */
export function formatMessages(
  errors: readonly ValidationError[],
  format: ValidationErrorFormat,
  maxLength: number,
): string[] | Record<string, string[]> {
  return format === 'grouped' ? groupMessages(errors, maxLength) : listMessages(errors, maxLength);
}

/** An error with children is reported by them, so its own copy of the value is left out. */
export function withoutParentValues(errors: ValidationError[]): ValidationError[] {
  for (const error of errors) {
    if (!error.children?.length) continue;
    delete error.value;
    withoutParentValues(error.children);
  }
  return errors;
}
