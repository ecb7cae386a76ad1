import type { ExplainedDifference } from '../explained-difference.js';
import type { ContainerCase } from './case.js';
import { contextDifferences } from './differences/contexts.js';
import { cycleDifferences } from './differences/cycles.js';
import { instanceDifferences } from './differences/instances.js';
import { lazyDifferences } from './differences/lazy-modules.js';
import { lookUpDifferences } from './differences/look-ups.js';
import { orderDifferences } from './differences/order.js';
import { overrideDifferences } from './differences/overrides.js';

export const containerDifferences: readonly ExplainedDifference<ContainerCase>[] = [
  ...cycleDifferences,
  ...orderDifferences,
  ...lookUpDifferences,
  ...lazyDifferences,
  ...instanceDifferences,
  ...overrideDifferences,
  ...contextDifferences,
];
