import { describe } from 'vitest';
import { describeExceptions } from './exceptions/describe-exceptions.js';
import { describeFailingCallbacks } from './exceptions/failing-callbacks.js';
import { describeForeignErrors } from './exceptions/foreign-errors.js';
import { describeHostileInput } from './hostile-input/describe-hostile-input.js';
import { describeMiddleware } from './middleware/describe-middleware.js';
import { describeMiddlewarePaths } from './middleware-paths/describe-middleware-paths.js';
import { describeDiagnostics } from './pipeline/diagnostics.js';
import { describeDurableProviders } from './pipeline/durable-providers.js';
import { describePipelineOrder } from './pipeline/pipeline-order.js';
import { describeReplacedMethods } from './pipeline/replaced-methods.js';
import { describeAdapterHost } from './platform/adapter-host.js';
import { describePlatformFeatures } from './platform/platform-features.js';
import { describePlatformOptions } from './platform/platform-options.js';
import { describeAfterReplies } from './replies/after-replies.js';
import { describeReplies } from './replies/describe-replies.js';
import { describeServerSentEvents } from './replies/server-sent-events.js';
import { describeUnreadReplies } from './replies/unread-replies.js';
import { describeBodies } from './requests/bodies.js';
import { describeForms } from './requests/forms.js';
import { describeLimits } from './requests/limits.js';
import { describeParameters } from './requests/parameters.js';
import { describeRandomRequests } from './requests/random-requests.js';
import { describeSignals } from './requests/signals.js';
import { describeValidation } from './requests/validation.js';
import { describeRouting } from './routing/describe-routing.js';
import { describeNotFound } from './routing/not-found.js';
import { describeListening } from './servers/listening.js';
import { describeShutdown } from './servers/shutdown.js';
import { checkFirstRequest } from './support/first-request.js';
import { checkPlatform, type HttpPlatform } from './support/platform.js';
import { withoutFastPaths } from './support/without-fast-paths.js';
import { describeUploads } from './uploads/describe-uploads.js';
import { describeRefusedUploads } from './uploads/refused-uploads.js';

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
