import type { StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';
import type { ParamData, ParameterDecoratorOptions, PipeReference } from '../contracts/routing/route-parameters.js';
import { isObject } from '../values/is-object.js';

/** The arguments of a parameter decorator, sorted. */
export interface ParameterArguments {
  readonly data: unknown;
  readonly pipes: PipeReference[];
  readonly schema: StandardSchemaV1 | undefined;
}

/**
 * Sorts the arguments of a parameter decorator: a property name or data first, pipes after it, options anywhere
 * after the data.
 */
export function sortArguments(given: readonly unknown[]): ParameterArguments {
  let data: unknown;
  let schema: StandardSchemaV1 | undefined;
  const pipes: PipeReference[] = [];
  given.forEach((argument, index) => {
    if (isPipe(argument)) {
      pipes.push(argument);
    } else if (isOptions(argument)) {
      if (argument.schema) schema = argument.schema;
      if (argument.pipes) pipes.push(...argument.pipes);
    } else if (index === 0) {
      // What is neither a pipe nor options is data.
      data = argument as ParamData | undefined;
    }
  });
  return { data, pipes, schema };
}

/** A class, or an object with a `transform` method. */
export function isPipe(value: unknown): value is PipeReference {
  const target: unknown = typeof value === 'function' ? value.prototype : value;
  return isObject(target) && typeof target.transform === 'function';
}

/** Options differ from data by their properties: a Standard Schema, or a list of pipes, and nothing else. */
function isOptions(value: unknown): value is ParameterDecoratorOptions {
  if (!isObject(value) || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.some((key) => key !== 'schema' && key !== 'pipes')) return false;
  const { schema, pipes } = value;
  return (schema === undefined || isStandardSchema(schema)) && (pipes === undefined || Array.isArray(pipes));
}

/** True for anything that follows the Standard Schema specification; some libraries' schemas are functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && '~standard' in value;
}
