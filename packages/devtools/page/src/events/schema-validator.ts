import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import {
  type CustomValidator,
  createErrorHandler,
  type ErrorTransformer,
  type FormValidation,
  type RJSFSchema,
  type RJSFValidationError,
  toErrorSchema,
  unwrapErrorHandler,
  type ValidationData,
  type ValidatorType,
  validationDataMerge,
} from '@rjsf/utils';

/**
 * Validates the form without generating code. The usual validators of JSON Schema generate code, which the content security policy
 * of the page forbids.
 */
class InterpretingValidator implements ValidatorType {
  private readonly known = new WeakMap<object, Validator>();

  validateFormData(
    data: unknown,
    schema: RJSFSchema,
    customValidate?: CustomValidator,
    transformErrors?: ErrorTransformer,
  ): ValidationData<unknown> {
    const found = problemsOf(this.validatorOf(schema), data);
    const errors = transformErrors ? transformErrors(found) : found;
    const result = { errors, errorSchema: toErrorSchema(errors) };
    if (!customValidate) return result;
    const handler = customValidate(data, createErrorHandler(data) as FormValidation);
    return validationDataMerge(result, unwrapErrorHandler(handler));
  }

  isValid(schema: RJSFSchema, data: unknown, root: RJSFSchema): boolean {
    return this.validatorOf(withComponents(schema, root)).validate(data).valid;
  }

  rawValidation<Result = unknown>(schema: RJSFSchema, data: unknown): { errors?: Result[]; validationError?: Error } {
    const { errors } = this.validatorOf(schema).validate(data);
    // The caller chooses the type of the errors. They always have the type of the library.
    return { errors: errors as Result[] };
  }

  private validatorOf(schema: RJSFSchema): Validator {
    const known = this.known.get(schema);
    if (known) return known;
    // Both libraries have a type for JSON Schema, but one of them is less exact.
    const validator = new Validator(schema as Schema, '2020-12', false);
    this.known.set(schema, validator);
    return validator;
  }
}

export const schemaValidator: ValidatorType = new InterpretingValidator();

/** Describes what is wrong with the data in sentences that say where. */
export function problems(schema: RJSFSchema, data: unknown): string[] {
  return schemaValidator.validateFormData(data, schema).errors.map((error) => error.stack);
}

function withComponents(schema: RJSFSchema, root: RJSFSchema): RJSFSchema {
  const components = root['components'];
  return components === undefined || 'components' in schema ? schema : { ...schema, components };
}

/** Keywords whose errors only say that a part has errors. They are omitted. */
const OF_A_WHOLE = new Set([
  'properties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
  'additionalProperties',
  'then',
  'else',
  'if',
]);

function problemsOf(validator: Validator, data: unknown): RJSFValidationError[] {
  const { errors } = validator.validate(data === undefined ? null : data);
  const precise = errors.filter(({ keyword }) => !OF_A_WHOLE.has(keyword));
  return (precise.length > 0 ? precise : errors).map(toFormError);
}

function toFormError(unit: OutputUnit): RJSFValidationError {
  const missing = unit.keyword === 'required' ? /"([^"]+)"/.exec(unit.error)?.[1] : undefined;
  const place = unit.instanceLocation.replace(/^#\/?/, '').split('/').filter(Boolean);
  const path = missing === undefined ? place : [...place, missing];
  const message = missing === undefined ? unit.error : 'This is required.';
  return {
    name: unit.keyword,
    property: `.${path.join('.')}`,
    message,
    stack: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  };
}
