import type { HttpPlatform } from '../support/platform.js';
import { describeCheckedBodies } from './checked-bodies.js';
import { describeFiles } from './files.js';
import { describeLateStreams } from './late-streams.js';
import { describeNoContent } from './no-content.js';
import { describeRedirects } from './redirects.js';
import { describeRefusedHeads } from './refused-heads.js';
import { describeResetContent } from './reset-content.js';
import { describeStatusAndHeaders } from './status-and-headers.js';
import { describeStreams } from './streams.js';
import { describeUnusedStreams } from './unused-streams.js';
import { describeValues } from './values.js';

export function describeReplies(platform: HttpPlatform): void {
  describeValues(platform);
  describeStatusAndHeaders(platform);
  describeRedirects(platform);
  describeRefusedHeads(platform);
  describeFiles(platform);
  describeCheckedBodies(platform);
  describeLateStreams(platform);
  describeNoContent(platform);
  describeResetContent(platform);
  describeStreams(platform);
  describeUnusedStreams(platform);
}
