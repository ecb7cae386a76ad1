import { describe } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { describeGuardedPaths } from './guarded-paths.js';
import { describeLeaving } from './leaving-clients.js';
import { describeRequests } from './requests.js';
import { describeThrown } from './thrown.js';

export function describeHostileInput(platform: HttpPlatform): void {
  describe('in requests', () => describeRequests(platform));
  describe('around guarded paths', () => describeGuardedPaths(platform));
  describe('thrown anywhere', () => describeThrown(platform));
  describe('from clients that leave', () => describeLeaving(platform));
}
