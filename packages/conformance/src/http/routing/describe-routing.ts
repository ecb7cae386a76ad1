import type { HttpPlatform } from '../support/platform.js';
import { describeConflicts } from './conflicts.js';
import { describeHosts } from './hosts.js';
import { describeMethods } from './methods.js';
import { describePaths } from './paths.js';
import { describePrefixes } from './prefixes.js';
import { describeUriVersions } from './uri-versions.js';
import { describeVersions } from './versions.js';
import { describeWrittenPaths } from './written-paths.js';

export function describeRouting(platform: HttpPlatform): void {
  describeMethods(platform);
  describePaths(platform);
  describeWrittenPaths(platform);
  describeHosts(platform);
  describeVersions(platform);
  describeUriVersions(platform);
  describePrefixes(platform);
  describeConflicts(platform);
}
