import type { ExplainedDifference } from '../explained-difference.js';
import type { HttpCase } from './case.js';

export const httpDifferences: readonly ExplainedDifference<HttpCase>[] = [];
