export type StaticOrigin = boolean | string | RegExp | (string | RegExp)[];

/** Decides for each origin whether it may read. */
export type CustomOrigin = (
  requestOrigin: string | undefined,
  callback: (error: Error | null, origin?: StaticOrigin) => void,
) => void;

/** Options of cross-origin resource sharing. */
export interface CorsOptions {
  /** Default: `'*'`. */
  origin?: StaticOrigin | CustomOrigin;
  /** Default: `'GET,HEAD,PUT,PATCH,POST,DELETE'`. */
  methods?: string | string[];
  /** Default: what the request asks for. */
  allowedHeaders?: string | string[];
  exposedHeaders?: string | string[];
  credentials?: boolean;
  /** How long a browser may keep the answer to a preflight request, in seconds. */
  maxAge?: number;
  /** Hands preflight requests on to the routes. Default: `false`. */
  preflightContinue?: boolean;
  /** Status of the answer to a preflight request. Default: 204. */
  optionsSuccessStatus?: number;
}

export type CorsOptionsCallback = (error: Error | null, options: CorsOptions) => void;

/** Finds the options for each request. */
export type CorsOptionsDelegate<T> = (request: T, callback: CorsOptionsCallback) => void;
