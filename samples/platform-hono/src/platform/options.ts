/** How paths are compared. */
export interface HonoAdapterOptions {
  /** `/cats/` reaches the route `/cats`. Default: true. */
  readonly ignoreTrailingSlash?: boolean;
  /** `//cats` reaches the route `/cats`. Default: false. */
  readonly ignoreDuplicateSlashes?: boolean;
}

/** The options of a body parser. */
export interface BodyParserOptions {
  /** Largest size of a body, unpacked, in bytes. Default: 102,400. Larger ones get 413. */
  readonly limit?: number;
}

/** The bodies that can be parsed. */
export type BodyType = 'json' | 'urlencoded' | 'text' | 'raw';
