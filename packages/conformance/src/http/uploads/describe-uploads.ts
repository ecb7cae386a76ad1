import { it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { describeInterceptors } from './interceptors.js';
import { describeRefusals } from './refusals.js';
import { describeStorage } from './storage.js';

export function describeUploads(platform: HttpPlatform): void {
  const { capabilities } = platform;
  const uploads = platform.uploads!;
  if (!platform.uploads || capabilities.uploads !== true) {
    it.skip(`uploads (skipped: ${capabilities.uploads === true ? 'no interceptors were passed' : capabilities.uploads})`, () =>
      undefined);
    return;
  }
  describeInterceptors(platform, uploads);
  describeRefusals(platform, uploads);
  describeStorage(platform, uploads);
}
