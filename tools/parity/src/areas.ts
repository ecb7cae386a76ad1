import type { Area } from './area.js';
import { containerArea } from './container/area.js';
import { gatewaysArea } from './gateways/area.js';
import { httpArea } from './http/area.js';

/** In the order in which they run. */
export const areas: readonly Area[] = [httpArea, gatewaysArea as Area, containerArea];
