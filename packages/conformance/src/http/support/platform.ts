import type { NestInterceptor, Type } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import type { Capability } from '../../support/capability.js';

/** The capabilities in which HTTP platforms may differ. */
export interface HttpCapabilities {
  /** `getInstance()` can be passed to `http.createServer()`, directly or through {@link HttpPlatform.requestListener}. */
  readonly ownServers: Capability;
  /** Middleware sees the parsed body. */
  readonly bodyInMiddleware: Capability;
  /** `a[b]=1` in a urlencoded body becomes a nested object. */
  readonly nestedUrlencoded: Capability;
  /** Compressed bodies are decompressed. Unknown encodings are answered with 415. */
  readonly contentEncoding: Capability;
  /** An empty body with a JSON type is read as an empty object; otherwise it is answered with 400. Default: `true`. */
  readonly emptyJson?: Capability;
  /** A wildcard may be inside a path, not only at its end. */
  readonly wildcardWithinPath: Capability;
  /** An option chooses whether paths are case-sensitive. */
  readonly caseOption: Capability;
  /** An option chooses whether `/a` and `/a/` are the same path. */
  readonly trailingSlashOption: Capability;
  /** An option chooses whether `//a` and `/a` are the same path. */
  readonly duplicateSlashOption: Capability;
  /** `enableCors` and the option `cors`. */
  readonly cors: Capability;
  /** {@link HttpPlatform.serveFiles} calls `useStaticAssets` of the adapter. */
  readonly staticFiles: Capability;
  /** {@link HttpPlatform.useViews} sets the view engine of the adapter. */
  readonly views: Capability;
  /** Interceptors for multipart bodies: {@link HttpPlatform.uploads}. */
  readonly uploads: Capability;
}

/** How the router of the adapter compares paths. Default: the default of the platform. */
export interface PathOptions {
  readonly caseSensitive?: boolean | undefined;
  readonly ignoreTrailingSlash?: boolean | undefined;
  readonly ignoreDuplicateSlashes?: boolean | undefined;
}

/** The documented interceptors for uploads. */
export interface UploadInterceptors {
  FileInterceptor(field: string, options?: any): Type<NestInterceptor>;
  FilesInterceptor(field: string, maxCount?: number, options?: any): Type<NestInterceptor>;
  FileFieldsInterceptor(fields: { name: string; maxCount?: number }[], options?: any): Type<NestInterceptor>;
  AnyFilesInterceptor(options?: any): Type<NestInterceptor>;
  NoFilesInterceptor(options?: any): Type<NestInterceptor>;
  /** The module with default options: `MulterModule`, `MultipartModule`. */
  readonly module: { register(options: any): any; registerAsync(options: any): any };
  /** Creates a storage on disk. */
  diskStorage(options: any): any;
}

/** Optional members of an adapter. Without them, core uses the required ones. */
export type FastPath = 'createReplier' | 'bindMiddleware' | 'route';

/** A platform under test: a function that creates its adapter, and its capabilities. */
export interface HttpPlatform {
  /** The result of `adapter.getType()`. */
  readonly name: string;
  createAdapter(options?: PathOptions): AbstractHttpAdapter;
  readonly capabilities: HttpCapabilities;
  /** For `ownServers`: creates the listener of a server that a test creates. Called after `init()`. */
  requestListener?(adapter: AbstractHttpAdapter): (request: any, response: any) => void;
  /** For `staticFiles`: serves `folder` under `prefix`. */
  serveFiles?(adapter: AbstractHttpAdapter, folder: string, prefix: string): unknown;
  /** For `views`: renders the EJS templates (`*.ejs`) of a folder. */
  useViews?(adapter: AbstractHttpAdapter, folder: string): unknown;
  /** The fast paths without which the suites run again. Default: all that the adapter has. */
  readonly fastPaths?: readonly FastPath[];
  /** For `uploads`: the interceptors of the platform. */
  readonly uploads?: UploadInterceptors;
}

/** The capabilities that require a member of the platform. */
const MEMBERS = [
  ['ownServers', 'requestListener'],
  ['staticFiles', 'serveFiles'],
  ['views', 'useViews'],
  ['uploads', 'uploads'],
] as const;

/**
 * Checks that a platform has the members that its capabilities require.
 *
 * @throws TypeError that names what is missing
 */
export function checkPlatform(platform: HttpPlatform): void {
  for (const [capability, member] of MEMBERS) {
    if (platform.capabilities[capability] !== true || platform[member] !== undefined) continue;
    throw new TypeError(
      `The platform "${platform.name}" says ${capability}: true, but has no ${member}. ` +
        `Add ${member} to the argument of describeHttpPlatform(), or the reason why it is missing: ${capability}: 'the reason'.`,
    );
  }
}
