import fc from 'fast-check';
import type { HttpCase } from './case.js';

const path = fc.constantFrom('', 'a', 'a/b', ':id');

export const httpCase: fc.Arbitrary<HttpCase> = fc.record(
  {
    prefix: fc.constantFrom('api', 'v1/api'),
    routes: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
    requests: fc.array(
      fc.record({ method: fc.constantFrom('GET', 'POST'), target: fc.constantFrom('/', '/a', '/api', '/api/a') }),
      { minLength: 1, maxLength: 5 },
    ),
  },
  { requiredKeys: ['routes', 'requests'] },
);
