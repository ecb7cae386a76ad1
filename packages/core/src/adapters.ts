/**
 * What adapters of HTTP libraries are written with.
 *
 * @packageDocumentation
 */

export { type NumberRule, numberOption, numberOptions } from '@portico/common/internal';
export { AbstractHttpAdapter } from './http/abstract-http-adapter.js';
export { checkFormSize, type FormSizeLimits, limitFormSize } from './http/form-size.js';
export { type ConnectMiddleware, mountMiddleware } from './http/middleware/mount-middleware.js';
export type { MountPath } from './http/middleware/mount-path.js';
export { warnOfMissingFolder } from './http/missing-folder.js';
export { hasAmbiguousSegments } from './http/paths/ambiguous-path.js';
export { encodePathText } from './http/paths/path-syntax.js';
export { spellingPattern } from './http/paths/spelling-pattern.js';
export { dropStrayTrailer } from './http/reply/drop-stray-trailer.js';
export { encodeLocation } from './http/reply/encode-location.js';
export { resetHead } from './http/reply/reset-head.js';
export type {
  ErrorHandler,
  NextFunction,
  Replier,
  ReplyPlan,
  RouteHandler,
  RouteMatchingOptions,
  RouteMember,
  RouteNeeds,
  RouteRegistration,
} from './http/route-registration.js';
export { PlatformOptions } from './http/routing/platform-options.js';
export { runFallible } from './http/run-fallible.js';
export { QuietRequest } from './http/servers/quiet-request.js';
export { SingleWriteResponse } from './http/servers/single-write-response.js';
export { checkFormUnread } from './http/unread-form.js';
export { handleOrRelease } from './pipeline/handle-or-release.js';
