/** Where the version of a request is read from. */
export enum VersioningType {
  URI,
  HEADER,
  MEDIA_TYPE,
  CUSTOM,
}

/** The version of a route that accepts requests for any version, or for none. */
export const VERSION_NEUTRAL: unique symbol = Symbol.for('VERSION_NEUTRAL');

export type VersionValue = string | typeof VERSION_NEUTRAL | (string | typeof VERSION_NEUTRAL)[];

export interface VersionOptions {
  /** Version, or versions, of a controller or route. */
  version?: VersionValue | undefined;
}

interface WithDefaultVersion {
  /** Version of controllers and routes without one. */
  defaultVersion?: VersionOptions['version'];
}

export interface UriVersioningOptions {
  type: VersioningType.URI;
  /** Put before the version in the path. Default: `v`. */
  prefix?: string | false | undefined;
}

export interface HeaderVersioningOptions {
  type: VersioningType.HEADER;
  /** Name of the request header that holds the version. */
  header: string;
}

export interface MediaTypeVersioningOptions {
  type: VersioningType.MEDIA_TYPE;
  /** The text before the version in the `Accept` header, for example `v=`. */
  key: string;
}

export interface CustomVersioningOptions {
  type: VersioningType.CUSTOM;
  /** Returns the version of a request, or several versions, the preferred one first. */
  extractor: (request: unknown) => string | string[];
}

/** Configuration of `app.enableVersioning()`. */
export type VersioningOptions = WithDefaultVersion &
  (UriVersioningOptions | HeaderVersioningOptions | MediaTypeVersioningOptions | CustomVersioningOptions);
