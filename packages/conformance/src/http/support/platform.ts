import type { NestInterceptor, Type } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import type { Capability } from '../../support/capability.js';

/** What HTTP platforms may differ in. */
export interface HttpCapabilities {
  /** `getInstance()` can be given to `http.createServer` (directly, or through {@link HttpPlatform.requestListener}). */
  readonly ownServers: Capability;
  /** Middleware sees the parsed body. */
  readonly bodyInMiddleware: Capability;
  /** `a[b]=1` in a urlencoded body nests. */
  readonly nestedUrlencoded: Capability;
  /** Compressed bodies are inflated, unknown encodings are answered with 415. */
  readonly contentEncoding: Capability;
  /** An empty body of a JSON type is an empty object (default: true); where not, it is answered with 400. */
  readonly emptyJson?: Capability;
  /** A wildcard may stand within a path, not only at its end. */
  readonly wildcardWithinPath: Capability;
  /** Two addresses of one route that differ in case only are one: off and on by an option. */
  readonly caseOption: Capability;
  /** `/a` and `/a/` are one: off and on by an option. */
  readonly trailingSlashOption: Capability;
  /** `//a` and `/a` are one: off and on by an option. */
  readonly duplicateSlashOption: Capability;
  /** `enableCors` and the option `cors`. */
  readonly cors: Capability;
  /** The adapter's `useStaticAssets` is reached by {@link HttpPlatform.serveFiles}. */
  readonly staticFiles: Capability;
  /** The adapter's view engine is reached by {@link HttpPlatform.useViews}. */
  readonly views: Capability;
  /** Interceptors for multipart bodies: {@link HttpPlatform.uploads}. */
  readonly uploads: Capability;
}

/** How the router of the adapter shall compare paths; absent: the platform's own way. */
export interface PathOptions {
  readonly caseSensitive?: boolean;
  readonly ignoreTrailingSlash?: boolean;
  readonly ignoreDuplicateSlashes?: boolean;
}

/** The interceptors of the documents, under their documented names. */
export interface UploadInterceptors {
  FileInterceptor(field: string, options?: any): Type<NestInterceptor>;
  FilesInterceptor(field: string, maxCount?: number, options?: any): Type<NestInterceptor>;
  FileFieldsInterceptor(fields: { name: string; maxCount?: number }[], options?: any): Type<NestInterceptor>;
  AnyFilesInterceptor(options?: any): Type<NestInterceptor>;
  NoFilesInterceptor(options?: any): Type<NestInterceptor>;
  /** The module that gives default options: `MulterModule`, `MultipartModule`. */
  readonly module: { register(options: any): any; registerAsync(options: any): any };
  /** Where `diskStorage` options come from. */
  diskStorage(options: any): any;
}

/** Members that an adapter may leave out: core then does the same through those that every adapter has. */
export type FastPath = 'createReplier' | 'bindMiddleware' | 'route';

/** A platform under test: a start-up function and its flags. */
export interface HttpPlatform {
  /** As `adapter.getType()` says it. */
  readonly name: string;
  createAdapter(options?: PathOptions): AbstractHttpAdapter;
  readonly capabilities: HttpCapabilities;
  /** For `ownServers`: a listener for a server that the application creates, after `init()`. */
  requestListener?(adapter: AbstractHttpAdapter): (request: any, response: any) => void;
  /** For `staticFiles`: serves `folder` under `prefix`. */
  serveFiles?(adapter: AbstractHttpAdapter, folder: string, prefix: string): unknown;
  /** For `views`: renders the EJS templates (`*.ejs`) of a folder. */
  useViews?(adapter: AbstractHttpAdapter, folder: string): unknown;
  /** The fast paths without which the suite runs once more; all that the adapter has when absent. */
  readonly fastPaths?: readonly FastPath[];
  /** For `uploads`. */
  readonly uploads?: UploadInterceptors;
}

/** Which member of the platform the tests of a capability go through. */
const MEMBERS = {
  ownServers: 'requestListener',
  staticFiles: 'serveFiles',
  views: 'useViews',
  uploads: 'uploads',
} as const;

/**
 * Sees that a platform brings what its capabilities need.
 *
 * @throws TypeError that names what is missing
 */
export function checkPlatform(platform: HttpPlatform): void {
  for (const [capability, member] of Object.entries(MEMBERS) as [keyof typeof MEMBERS, keyof HttpPlatform][]) {
    if (platform.capabilities[capability] !== true || platform[member] !== undefined) continue;
    throw new TypeError(
      `The platform "${platform.name}" says ${capability}: true, but has no ${member}. ` +
        `Add ${member} to what describeHttpPlatform() is given, or say why not: ${capability}: 'the reason'.`,
    );
  }
}
