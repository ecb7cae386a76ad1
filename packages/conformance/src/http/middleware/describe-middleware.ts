import type { HttpPlatform } from '../support/platform.js';
import { describeAppUse } from './app-use.js';
import { describeConsumer } from './consumer.js';
import { describeLeftRouter } from './left-router.js';
import { describeScopedMiddleware } from './scoped-middleware.js';

export function describeMiddleware(platform: HttpPlatform): void {
  describeConsumer(platform);
  describeScopedMiddleware(platform);
  describeAppUse(platform);
  describeLeftRouter(platform);
}
