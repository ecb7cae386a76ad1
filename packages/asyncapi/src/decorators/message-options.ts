import type { BodyType } from '@portico/websockets';
import type { AsyncApiTag } from '../async-api-document.js';

/** What the types of a message do not say. */
export interface AsyncApiMessageOptions {
  /** In one sentence. */
  readonly summary?: string;
  /** In Markdown. */
  readonly description?: string;
  /** What clients send, for example. */
  readonly examples?: readonly unknown[];
  readonly tags?: readonly (string | AsyncApiTag)[];
  readonly deprecated?: boolean;
  /** What clients send, where no contract and no parameter says it. */
  readonly body?: BodyType;
  /** What the handler replies, where no contract says it. */
  readonly reply?: BodyType;
  /** Each value of the stream with which the handler replies, where no contract says it. */
  readonly stream?: BodyType;
  /** Leaves the message out of documents. Default: `false`. */
  readonly exclude?: boolean;
}
