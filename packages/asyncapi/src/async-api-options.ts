import type { FrameworkError, Type } from '@portico/common';
import type { BodyType } from '@portico/websockets';
import type { JsonSchema } from './json-schema.js';

/** How a document is made. */
export interface AsyncApiDocumentOptions {
  /** The gateways to describe, by their classes. Default: all of the application. */
  readonly include?: readonly Type<object>[];
  /**
   * Describes schemas of a library of which nothing is known here. `undefined` leaves a schema to the converters of this package.
   *
   * @example convertSchema: (schema) => (isMine(schema) ? toJsonSchema(schema) : undefined)
   */
  readonly convertSchema?: (schema: BodyType) => JsonSchema | undefined;
  /** How many objects one schema may consist of; a larger one is left out with a warning. Default: 10,000. */
  readonly maxSchemaSize?: number;
  /** Called with what cannot be described. Default: it is logged. */
  readonly onWarning?: (warning: FrameworkError) => void;
}
