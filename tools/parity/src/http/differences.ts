import type { ExplainedDifference } from '../explained-difference.js';
import type { HttpCase } from './case.js';
import { bodyDifferences } from './differences/bodies.js';
import { exclusionDifferences } from './differences/exclusions.js';
import { handlingDifferences } from './differences/handling.js';
import { middlewareDifferences } from './differences/middleware.js';
import { parameterDifferences } from './differences/parameters.js';
import { replyDifferences } from './differences/replies.js';
import { routingDifferences } from './differences/routing.js';
import { uploadDifferences } from './differences/uploads.js';

export const httpDifferences: readonly ExplainedDifference<HttpCase>[] = [
  ...uploadDifferences,
  ...handlingDifferences,
  ...replyDifferences,
  ...bodyDifferences,
  ...routingDifferences,
  ...middlewareDifferences,
  ...exclusionDifferences,
  ...parameterDifferences,
];
