import type { HttpPlatform } from '../support/platform.js';
import { describeFilters } from './filters.js';
import { describeInvalidStatuses } from './invalid-statuses.js';
import { describeWithoutFilters } from './without-filters.js';

export function describeExceptions(platform: HttpPlatform): void {
  describeWithoutFilters(platform);
  describeInvalidStatuses(platform);
  describeFilters(platform);
}
