import type { Arbitrary } from 'fast-check';
import type { ContainerCase } from './case.js';
import { CaseMaker } from './case-maker.js';
import { sketch } from './sketch.js';

/** Module graphs, most of which start. */
export const containerCase: Arbitrary<ContainerCase> = sketch.map((drawn) => new CaseMaker(drawn).make());
