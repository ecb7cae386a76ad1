import type { EventShapes } from '@portico/websockets';
import type { AsyncApiTag } from '../async-api-document.js';
import type { JsonSchema } from '../json-schema.js';

/** The parts of the description of a gateway that cannot be read from its code. */
export interface AsyncApiGatewayOptions {
  /** One sentence. */
  readonly summary?: string | undefined;
  /** May be Markdown. */
  readonly description?: string | undefined;
  readonly tags?: readonly (string | AsyncApiTag)[] | undefined;
  /** The events that the gateway sends, unless a contract declares them. */
  readonly events?: EventShapes | undefined;
  /** Query parameters with which clients connect, in addition to those of `@ConnectionQuery()`. */
  readonly query?: Readonly<Record<string, JsonSchema>> | undefined;
  /** Headers of the request with which clients connect. */
  readonly headers?: Readonly<Record<string, JsonSchema>> | undefined;
  /** Omits the gateway from documents. Default: `false`. */
  readonly exclude?: boolean | undefined;
}
