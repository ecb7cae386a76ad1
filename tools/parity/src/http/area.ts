import type { Area } from '../area.js';
import { compareFacts, type Facts } from '../compare-facts.js';
import type { SubjectName } from '../subjects.js';
import { httpCase } from './arbitrary.js';
import type { HttpCase } from './case.js';
import type { HttpObservation } from './run-case.js';

export const httpArea: Area<HttpCase, HttpObservation> = {
  name: 'http',
  subjects: ['portico-express', 'portico-fastify', 'reference-express', 'reference-fastify'],
  arbitrary: httpCase,
  compare: (_theCase, observations) => {
    const facts = new Map<SubjectName, Facts>();
    for (const [subject, { requests }] of observations)
      facts.set(
        subject,
        Object.fromEntries(
          requests.flatMap(({ status, body }, index) => [
            [`requests.${index}.status`, status],
            [`requests.${index}.body`, body],
          ]),
        ),
      );
    return compareFacts(facts);
  },
  print: (theCase) => JSON.stringify(theCase, null, 2),
  countRequests: ({ requests }) => requests.length,
};
