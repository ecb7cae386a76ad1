export { createAttachmentsTable } from './create-attachments-table.js';
export { freePort } from './free-port.js';
export { launchChromium } from './launch-chromium.js';
export { findExecutable, type RequiredBinary, requireBinary } from './require-binary.js';
export { type RunningPostgres, startPostgres } from './start-postgres.js';
export { type RunningRedis, startRedis } from './start-redis.js';
export { type WaitOptions, waitUntil } from './wait-until.js';
export { withTimeout } from './with-timeout.js';
