import fc from 'fast-check';
import type { ContainerCase } from './case.js';
import { CaseMaker } from './case-maker.js';
import { features, withFeatures } from './features.js';
import { sketch } from './sketch.js';

/** Module graphs, most of which start. */
export const containerCase: fc.Arbitrary<ContainerCase> = fc
  .tuple(features, sketch)
  .map(([chosen, drawn]) => new CaseMaker(withFeatures(drawn, chosen)).make());
