import { describe } from 'vitest';
import { describeAdapterHost } from './adapter-host.js';
import { describeAfterReplies } from './after-replies.js';
import { describeBodies } from './bodies.js';
import { describeDiagnostics } from './diagnostics.js';
import { describeDurableProviders } from './durable-providers.js';
import { describeExceptions } from './exceptions/describe-exceptions.js';
import { describeFailingCallbacks } from './failing-callbacks.js';
import { describeForeignErrors } from './foreign-errors.js';
import { describeForms } from './forms.js';
import { describeHostileInput } from './hostile-input/describe-hostile-input.js';
import { describeLimits } from './limits.js';
import { describeListening } from './listening.js';
import { describeMiddleware } from './middleware/describe-middleware.js';
import { describeMiddlewarePaths } from './middleware-paths/describe-middleware-paths.js';
import { describeNotFound } from './not-found.js';
import { describeParameters } from './parameters.js';
import { describePipelineOrder } from './pipeline-order.js';
import { describePlatformFeatures } from './platform-features.js';
import { describePlatformOptions } from './platform-options.js';
import { describeRandomRequests } from './random-requests.js';
import { describeRefusedUploads } from './refused-uploads.js';
import { describeReplacedMethods } from './replaced-methods.js';
import { describeReplies } from './replies/describe-replies.js';
import { describeRouting } from './routing/describe-routing.js';
import { describeServerSentEvents } from './server-sent-events.js';
import { describeShutdown } from './shutdown.js';
import { describeSignals } from './signals.js';
import { checkFirstRequest } from './support/first-request.js';
import { checkPlatform, type HttpPlatform } from './support/platform.js';
import { withoutFastPaths } from './support/without-fast-paths.js';
import { describeUnreadReplies } from './unread-replies.js';
import { describeUploads } from './uploads/describe-uploads.js';
import { describeValidation } from './validation.js';

const THEMES: Record<string, (platform: HttpPlatform) => void> = {
  'adapter host': describeAdapterHost,
  routing: describeRouting,
  'requests without a route': describeNotFound,
  parameters: describeParameters,
  'order of the pipeline': describePipelineOrder,
  'replaced methods': describeReplacedMethods,
  replies: describeReplies,
  'server-sent events': describeServerSentEvents,
  'unread replies': describeUnreadReplies,
  exceptions: describeExceptions,
  'after a reply': describeAfterReplies,
  'foreign errors': describeForeignErrors,
  'failing callbacks': describeFailingCallbacks,
  bodies: describeBodies,
  forms: describeForms,
  limits: describeLimits,
  middleware: describeMiddleware,
  'middleware paths': describeMiddlewarePaths,
  uploads: describeUploads,
  'refused uploads': describeRefusedUploads,
  'durable providers': describeDurableProviders,
  'platform features': describePlatformFeatures,
  'options of a platform': describePlatformOptions,
  diagnostics: describeDiagnostics,
  validation: describeValidation,
  listening: describeListening,
  signals: describeSignals,
  shutdown: describeShutdown,
  'hostile input': describeHostileInput,
  'random requests': describeRandomRequests,
};

/**
 * Runs the test suites for HTTP platforms. The test file of a platform consists of this call. If the adapter has optional
 * fast paths, the suites run again without them, because fast paths must not change behaviour.
 *
 * @example
 * describeHttpPlatform({ name: 'express', createAdapter: () => new ExpressAdapter(), capabilities: { … } });
 * @throws TypeError if a member that a capability of the platform requires is missing
 */
export function describeHttpPlatform(platform: HttpPlatform): void {
  checkPlatform(platform);
  describeThemes(`the HTTP platform ${platform.name}`, platform);
  const plain = withoutFastPaths(platform);
  if (plain) describeThemes(`the HTTP platform ${platform.name}, without its fast paths`, plain);
}

function describeThemes(title: string, platform: HttpPlatform): void {
  describe(title, () => {
    checkFirstRequest(platform);
    for (const [theme, describeTheme] of Object.entries(THEMES)) describe(theme, () => describeTheme(platform));
  });
}
