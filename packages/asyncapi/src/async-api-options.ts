import type { FrameworkError, Type } from '@portico/common';
import type { BodyType } from '@portico/websockets';
import type { JsonSchema } from './json-schema.js';

/** Options for creating a document. */
export interface AsyncApiDocumentOptions {
  /** The classes of the gateways to describe. Default: all gateways of the application. */
  readonly include?: readonly Type<object>[] | undefined;
  /**
   * Converts schemas of other libraries. If it returns `undefined`, the converters of this package are used.
   *
   * @example convertSchema: (schema) => (isMine(schema) ? toJsonSchema(schema) : undefined)
   */
  readonly convertSchema?: ((schema: BodyType) => JsonSchema | undefined) | undefined;
  /** The maximum number of objects in one schema. Larger schemas are omitted with a warning. Default: 10,000. */
  readonly maxSchemaSize?: number | undefined;
  /** Called with a warning if something cannot be described. Default: the warning is logged. */
  readonly onWarning?: ((warning: FrameworkError) => void) | undefined;
}
