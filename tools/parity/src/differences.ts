import { containerDifferences } from './container/differences.js';
import type { ExplainedDifference } from './explained-difference.js';
import { gatewayDifferences } from './gateways/differences.js';
import { httpDifferences } from './http/differences.js';

/** Every difference that stays. Each area keeps its own list, beside its cases. */
export const differences: readonly ExplainedDifference[] = [
  ...httpDifferences,
  ...gatewayDifferences,
  ...containerDifferences,
];
