import type { BodyType } from '@portico/websockets';
import type { AsyncApiTag } from '../async-api-document.js';

/** The parts of the description of a message that cannot be read from its types. */
export interface AsyncApiMessageOptions {
  /** One sentence. */
  readonly summary?: string | undefined;
  /** May be Markdown. */
  readonly description?: string | undefined;
  /** Examples of the data that clients send. */
  readonly examples?: readonly unknown[] | undefined;
  readonly tags?: readonly (string | AsyncApiTag)[] | undefined;
  readonly deprecated?: boolean | undefined;
  /** The type of the data that clients send, unless a contract or a parameter declares it. */
  readonly body?: BodyType | undefined;
  /** The type of the reply, unless a contract declares it. */
  readonly reply?: BodyType | undefined;
  /** The type of the values if the handler replies with a stream, unless a contract declares it. */
  readonly stream?: BodyType | undefined;
  /** Omits the message from documents. Default: `false`. */
  readonly exclude?: boolean | undefined;
}
