export type StaticOrigin = boolean | string | RegExp | (string | RegExp)[];

/** Decides for each origin whether it is allowed. */
export type CustomOrigin = (
  requestOrigin: string | undefined,
  callback: (error: Error | null, origin?: StaticOrigin) => void,
) => void;

/** Options of cross-origin resource sharing. */
export interface CorsOptions {
  /** Default: `'*'`. */
  origin?: StaticOrigin | CustomOrigin | undefined;
  /** Default: `'GET,HEAD,PUT,PATCH,POST,DELETE'`. */
  methods?: string | string[] | undefined;
  /** Default: the headers that the request asks for. */
  allowedHeaders?: string | string[] | undefined;
  exposedHeaders?: string | string[] | undefined;
  credentials?: boolean | undefined;
  /** How long a browser may cache the reply to a preflight request, in seconds. */
  maxAge?: number | undefined;
  /** Passes preflight requests on to the routes. Default: `false`. */
  preflightContinue?: boolean | undefined;
  /** Status of the reply to a preflight request. Default: 204. */
  optionsSuccessStatus?: number | undefined;
}

export type CorsOptionsCallback = (error: Error | null, options: CorsOptions) => void;

/** Returns the options for each request. */
export type CorsOptionsDelegate<T> = (request: T, callback: CorsOptionsCallback) => void;
