import type { Area } from '../area.js';
import { gatewayCases } from './arbitrary.js';
import type { GatewayCase } from './case.js';
import { compareGateways, isFault } from './compare.js';
import type { GatewayObservation } from './observation.js';
import { printCase } from './print.js';

/** Gateways on every adapter. The case says which HTTP platform they share a port with. */
export const gatewaysArea: Area<GatewayCase, GatewayObservation> = {
  name: 'gateways',
  subjects: ['portico-none', 'reference-none'],
  arbitrary: gatewayCases,
  compare: compareGateways,
  isFault,
  print: printCase,
  countRequests: ({ script }) =>
    script.reduce(
      (count, step) => count + (step.do === 'burst' ? step.messages.length : Number(step.do !== 'release')),
      0,
    ),
};
