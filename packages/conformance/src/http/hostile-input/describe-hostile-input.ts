import { describe } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { describeCsrfExclusions } from './csrf-exclusions.js';
import { describeCsrfOrigins } from './csrf-origins.js';
import { describeDisconnectingClients } from './disconnecting-clients.js';
import { describeGuardedPaths } from './guarded-paths.js';
import { describeRequests } from './requests.js';
import { describeThrown } from './thrown.js';

export function describeHostileInput(platform: HttpPlatform): void {
  describe('in requests', () => describeRequests(platform));
  describe('in guarded paths', () => describeGuardedPaths(platform));
  describe('in paths that CSRF protection excludes', () => describeCsrfExclusions(platform));
  describe('in origins that CSRF protection compares', () => describeCsrfOrigins(platform));
  describe('thrown by any stage', () => describeThrown(platform));
  describe('from clients that disconnect', () => describeDisconnectingClients(platform));
}
