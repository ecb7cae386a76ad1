import type { JsonSchema } from './json-schema-options.js';
import { type LibraryOptions, type ZodContext, zodWrittenAs } from './library-options.js';

/**
 * Converts the output of a schema of Zod. Versions of Zod that do not know a function as `unrepresentable` would omit every
 * part that JSON Schema cannot express, so that their own error is thrown.
 */
export function convertZod(convert: (libraryOptions?: LibraryOptions) => unknown): unknown {
  try {
    return convert();
  } catch (error) {
    let asked = false;
    const unrepresentable = (context: ZodContext): JsonSchema | 'throw' => {
      asked = true;
      return zodWrittenAs(context) ?? 'throw';
    };
    const converted = convert({ unrepresentable });
    if (asked) return converted;
    throw error;
  }
}
