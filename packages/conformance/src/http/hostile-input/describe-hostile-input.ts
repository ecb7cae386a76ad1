import { describe } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { describeDisconnectingClients } from './disconnecting-clients.js';
import { describeGuardedPaths } from './guarded-paths.js';
import { describeRequests } from './requests.js';
import { describeThrown } from './thrown.js';

export function describeHostileInput(platform: HttpPlatform): void {
  describe('in requests', () => describeRequests(platform));
  describe('in guarded paths', () => describeGuardedPaths(platform));
  describe('thrown by any stage', () => describeThrown(platform));
  describe('from clients that disconnect', () => describeDisconnectingClients(platform));
}
