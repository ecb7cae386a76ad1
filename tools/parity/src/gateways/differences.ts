import type { ExplainedDifference } from '../explained-difference.js';
import type { GatewayCase } from './case.js';
import { adapterDifferences } from './differences/adapters.js';
import { handlerDifferences } from './differences/handlers.js';
import { hookDifferences } from './differences/hooks.js';
import { leavingDifferences } from './differences/leaving.js';
import { pipeDifferences } from './differences/pipes.js';
import { resultDifferences } from './differences/results.js';
import { serverDifferences } from './differences/servers.js';

/** Where Portico differs on purpose, with the reason. */
export const gatewayDifferences: readonly ExplainedDifference<GatewayCase>[] = [
  ...hookDifferences,
  ...leavingDifferences,
  ...resultDifferences,
  ...pipeDifferences,
  ...handlerDifferences,
  ...serverDifferences,
  ...adapterDifferences,
];
