import type { Suite } from '../measure/work.js';
import { bun } from './bun.js';
import { container } from './container.js';
import { http, requestScope } from './http.js';
import { socketIo } from './socket-io.js';
import { start } from './start.js';
import { telemetry } from './telemetry.js';
import { websocket } from './websocket.js';

/** In the order of the tables. */
export const suites: readonly Suite[] = [websocket, socketIo, http, requestScope, telemetry, start, container, bun];
