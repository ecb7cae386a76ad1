/** How paths are compared. */
export interface HonoAdapterOptions {
  /** `/cats/` reaches the route `/cats`. Default: true. */
  readonly ignoreTrailingSlash?: boolean;
  /** `//cats` reaches the route `/cats`. Default: false. */
  readonly ignoreDuplicateSlashes?: boolean;
}

/** The options of a body parser. */
export interface BodyParserOptions {
  /** The maximum decompressed size of a body, in bytes. Larger ones are answered with 413. Default: 102,400. */
  readonly limit?: number;
}

/** The bodies that can be parsed. */
export type BodyType = 'json' | 'urlencoded' | 'text' | 'raw';
