import type { EventShapes } from '@portico/websockets';
import type { AsyncApiTag } from '../async-api-document.js';
import type { JsonSchema } from '../json-schema.js';

/** What the code of a gateway does not say. */
export interface AsyncApiGatewayOptions {
  /** In one sentence. */
  readonly summary?: string;
  /** In Markdown. */
  readonly description?: string;
  readonly tags?: readonly (string | AsyncApiTag)[];
  /** The events that the gateway sends, where no contract says it. */
  readonly events?: EventShapes;
  /** Parameters of the URL by which clients connect, beside those of `@ConnectionQuery()`. */
  readonly query?: Readonly<Record<string, JsonSchema>>;
  /** Headers of the request by which clients connect. */
  readonly headers?: Readonly<Record<string, JsonSchema>>;
  /** Leaves the gateway out of documents. Default: `false`. */
  readonly exclude?: boolean;
}
