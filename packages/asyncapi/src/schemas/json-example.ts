import { errorMessage } from '@portico/common/internal';
import { PROTOTYPE_KEY } from './prototype-key.js';
import { SchemaProblem } from './schema-problem.js';

/**
 * Returns an example as it is in a document of JSON: a bigint, which JSON does not have, is a number, or a text if it
 * is too large for one.
 *
 * @throws SchemaProblem if it contains itself, or its `toJSON()` throws
 */
export function jsonExample(example: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(example, (key, value: unknown) =>
      key === PROTOTYPE_KEY ? undefined : typeof value === 'bigint' ? numberOf(value) : value,
    );
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw new SchemaProblem(errorMessage(error), 'Give an example that JSON.stringify() can write.', { cause: error });
  }
}

function numberOf(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
