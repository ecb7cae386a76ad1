/** Where the version of a request is looked for. */
export enum VersioningType {
  URI,
  HEADER,
  MEDIA_TYPE,
  CUSTOM,
}

/** The version of a route that answers whatever version, or none, a request asks for. */
export const VERSION_NEUTRAL: unique symbol = Symbol.for('VERSION_NEUTRAL');

export type VersionValue = string | typeof VERSION_NEUTRAL | (string | typeof VERSION_NEUTRAL)[];

export interface VersionOptions {
  /** Version, or versions, that a controller or a route answers. */
  version?: VersionValue;
}

interface WithDefaultVersion {
  /** Version of controllers and routes that name none. */
  defaultVersion?: VersionOptions['version'];
}

export interface UriVersioningOptions {
  type: VersioningType.URI;
  /** Put before the version in the path. Default: `v`. */
  prefix?: string | false;
}

export interface HeaderVersioningOptions {
  type: VersioningType.HEADER;
  /** Name of the request header that holds the version. */
  header: string;
}

export interface MediaTypeVersioningOptions {
  type: VersioningType.MEDIA_TYPE;
  /** What stands before the version in the `Accept` header, for example `v=`. */
  key: string;
}

export interface CustomVersioningOptions {
  type: VersioningType.CUSTOM;
  /** Finds the version, or the versions from most to least wanted, of a request. */
  extractor: (request: unknown) => string | string[];
}

/** Configuration of `app.enableVersioning()`. */
export type VersioningOptions = WithDefaultVersion &
  (UriVersioningOptions | HeaderVersioningOptions | MediaTypeVersioningOptions | CustomVersioningOptions);
