import fc from 'fast-check';
import type { HttpCase } from './case.js';
import { features, withFeatures } from './features.js';
import { sketch } from './sketch.js';

/** Applications, each with a few features of the framework, and requests to them. */
export const httpCase: fc.Arbitrary<HttpCase> = fc
  .tuple(features, sketch)
  .map(([chosen, drawn]) => withFeatures(drawn, chosen));
