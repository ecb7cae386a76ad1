import { type HttpRequest, httpLoad } from '../load/http.js';
import { type Kind, kinds } from '../measure/kinds.js';
import { LoadedSubjects } from '../measure/loaded-subjects.js';
import { loadFigures } from '../measure/measure-load.js';
import type { Suite, Work } from '../measure/work.js';

const cat = { id: '7', name: 'Tom', kind: 'cat', lives: 9 };
const parameter: HttpRequest = { method: 'GET', path: '/cats/7', status: 200, answer: cat };
const list: HttpRequest = {
  method: 'GET',
  path: '/cats',
  status: 200,
  answer: Array.from({ length: 50 }, (_, id) => ({ ...cat, id: String(id) })),
};
const echo: HttpRequest = { method: 'POST', path: '/cats', body: cat, status: 201, answer: cat };
const enhanced: HttpRequest = { method: 'GET', path: '/enhanced/7', status: 200, answer: { data: { ...cat, id: 7 } } };
const scoped: HttpRequest = { method: 'GET', path: '/scoped/7', status: 200, answer: { id: '7', name: 'tom' } };

function work(
  name: string,
  platform: 'express' | 'fastify',
  request: HttpRequest,
  { base = 'bare', idlesFirst = false }: { base?: Kind; idlesFirst?: boolean } = {},
): Work {
  return {
    name,
    kinds,
    figures: loadFigures(base),
    start: (kind) => {
      const file = `${kind === 'bare' ? 'bare' : 'framework'}/http-${platform}`;
      return LoadedSubjects.start(kind, { file, idlesFirst }, (port) => httpLoad(port, request));
    },
  };
}

/** With a schema on Portico, against the bare library without one. */
function withSchema(name: string, request: HttpRequest): Work {
  return {
    name,
    kinds: ['bare', 'portico'],
    figures: loadFigures('bare'),
    start: (kind) => {
      const file = kind === 'bare' ? 'bare/http-fastify' : 'portico/http-response-schema';
      return LoadedSubjects.start(kind, { file }, (port) => httpLoad(port, request));
    },
  };
}

export const http: Suite = {
  name: 'http',
  title: 'HTTP',
  works: [
    work('Express GET with a parameter', 'express', parameter),
    work('Express POST, JSON echo', 'express', echo),
    work('Express GET with guard, interceptor, pipe', 'express', enhanced),
    work('Fastify GET with a parameter', 'fastify', parameter),
    work('Fastify GET after an idle collection', 'fastify', parameter, { idlesFirst: true }),
    work('Fastify POST, JSON echo', 'fastify', echo),
    work('Fastify GET with guard, interceptor, pipe', 'fastify', enhanced),
    withSchema('Fastify GET with a response schema', parameter),
    withSchema('Fastify GET with a response schema, 50 objects', list),
  ],
};

/** Three request-scoped providers, made for every request; the base is NestJS, for the bare library has none. */
export const requestScope: Suite = {
  name: 'request-scope',
  title: 'Request scope',
  works: [work('Fastify GET, request-scoped controller', 'fastify', scoped, { base: 'nestjs' })],
};
