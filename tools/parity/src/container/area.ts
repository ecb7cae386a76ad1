import type { Area } from '../area.js';
import { containerCase } from './arbitrary.js';
import type { ContainerCase, ContainerObservation } from './case.js';
import { differingFacts, factsOf } from './compare.js';
import { printCase } from './print.js';

/** Module graphs in applications without a server. */
export const containerArea: Area<ContainerCase, ContainerObservation> = {
  name: 'container',
  subjects: ['portico-none', 'reference-none'],
  arbitrary: containerCase,
  compare(_theCase, observations) {
    const portico = observations.get('portico-none');
    const reference = observations.get('reference-none');
    if (!portico || !reference) return [];
    const differing = differingFacts(factsOf(portico), factsOf(reference));
    const traces = { portico: portico.answers, reference: reference.answers };
    return differing.map((difference) => ({ ...difference, subject: 'portico-none' as const, traces }));
  },
  print: printCase,
  countRequests: ({ questions }) => questions.length,
};
