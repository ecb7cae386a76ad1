import { type Measurements, medianOf, type QuotedFigure } from './figures.js';

/** A row of a table of docs/performance.md, after its label. */
function performance(label: string, text: QuotedFigure['text']): QuotedFigure {
  return { file: 'docs/performance.md', after: `| ${label} |`, replaces: 'rest of line', text };
}

/** `| LABEL | Portico | NestJS 12 |` */
function perSecond(label: string, work: string): QuotedFigure {
  return performance(label, (find) => cells(median(find, work, 'portico'), median(find, work, 'nestjs')));
}

/** `| LABEL | bare Fastify: 169 ms | Portico | NestJS 12 |` */
function lowerIsBetter(label: string, work: string, figure: string, base: string, unit = ''): QuotedFigure {
  return performance(label, (find) => {
    const row = find(work, figure);
    const isNestJs = row.base.startsWith('NestJS 12');
    const nestjs = isNestJs ? '1.00' : median(find, work, 'nestjs', figure);
    return cells(`${base}: ${row.base.split(': ')[1]}${unit}`, medianOf(row.portico), nestjs);
  });
}

/** `| LABEL | NestJS 12 | Portico |` in the table of the README. */
function comparison(label: string, work: string, figure?: string): QuotedFigure {
  const times = (find: Measurements, of: 'portico' | 'nestjs') => `${toTenths(median(find, work, of, figure))} times`;
  return {
    file: 'README.md',
    after: `| ${label} |`,
    replaces: 'rest of line',
    text: (find) => cells(times(find, 'nestjs'), times(find, 'portico')),
  };
}

function number(file: string, after: string, work: string, figure?: string): QuotedFigure {
  return { file, after, replaces: 'number', text: (find) => medianOf(find(work, figure).portico) };
}

function median(find: Measurements, work: string, of: 'portico' | 'nestjs', figure?: string): string {
  const cell = find(work, figure)[of];
  return cell && medianOf(cell);
}

function toTenths(text: string): string {
  return Number(text).toFixed(1);
}

function cells(...texts: string[]): string {
  return texts.map((text) => (text ? ` ${text} |` : ' |')).join('');
}

const BUN_ECHO = 'ws echo on Bun, 1 in flight (`npm run bench -- bun`)';
const ONE_CONTROLLER = 'one controller on Fastify, start to listening';

/** The figures of docs/measurements.md that other documents quote. */
export const quotedFigures: readonly QuotedFigure[] = [
  comparison(
    'messages per second of CPU time on ws, compared with the bare library (echo, 16 in flight)',
    'ws echo, 16 in flight',
  ),
  comparison(
    'requests per second of CPU time, compared with bare Fastify (guard, interceptor and pipe)',
    'Fastify GET with guard, interceptor, pipe',
  ),
  comparison('start-up time, compared with bare Fastify (one controller)', ONE_CONTROLLER, 'time'),

  perSecond('ws echo, 1 message in flight', 'ws echo, 1 in flight'),
  perSecond('ws echo, 16 messages in flight', 'ws echo, 16 in flight'),
  perSecond('ws echo with guard, interceptor, pipe', 'ws echo with guard, interceptor, pipe, 8 in flight'),
  perSecond(
    'ws broadcast to 1,000 clients, 10 messages per tick',
    'ws broadcast to 1,000 clients, 10 messages per tick',
  ),
  perSecond(
    'ws room broadcast to 1,000 clients, 10 messages per tick',
    'ws room broadcast to 1,000 clients, 10 messages per tick',
  ),
  perSecond('ws upgrades with a guard on the connection', 'ws upgrades with a guard on the connection'),
  perSecond('socket.io emit with acknowledgement, 1 in flight', 'socket.io emit with ack, 1 in flight'),
  perSecond('socket.io emit with acknowledgement, 8 in flight', 'socket.io emit with ack, 8 in flight'),
  perSecond('Express GET with a parameter', 'Express GET with a parameter'),
  perSecond('Fastify GET with a parameter', 'Fastify GET with a parameter'),
  perSecond(
    'Fastify GET after garbage was collected while the server was idle',
    'Fastify GET after an idle collection',
  ),
  perSecond('Fastify GET with guard, interceptor, pipe', 'Fastify GET with guard, interceptor, pipe'),
  perSecond('Fastify POST, JSON echo', 'Fastify POST, JSON echo'),

  lowerIsBetter('one controller on Fastify, start to listening', ONE_CONTROLLER, 'time', 'bare Fastify'),
  lowerIsBetter(
    '400 modules on Fastify, create and init',
    '400 modules on Fastify, create and init',
    'time',
    'bare Fastify',
  ),
  lowerIsBetter(
    '10,000 idle ws connections, memory',
    'ws idle connections, 10,000',
    'memory per connection',
    'bare ws',
    ' each',
  ),
  lowerIsBetter(
    '10,000 idle ws connections in rooms, memory',
    'ws idle connections in rooms, 10,000',
    'memory per connection',
    'bare ws',
    ' each',
  ),
  lowerIsBetter(
    'import of common, core and platform-fastify',
    'import of common, core and platform-fastify',
    'time',
    'NestJS 12',
  ),

  number(
    'docs/performance.md',
    'A request-scoped controller replies to ',
    'Fastify GET, request-scoped controller',
    'per CPU second',
  ),
  number('docs/performance.md', 'an empty Fastify handler reached ', 'Fastify GET with a span for each request'),
  number('docs/performance.md', 'an empty ws echo ', 'ws echo with a span for each message, 1 in flight'),
  number(
    'docs/performance.md',
    'the others waited ',
    'one of 1,000 clients does not read, latency of the others at the 99th percentile (`npx nx slow-reader benchmarks`)',
  ),

  number(
    'docs/scaling.md',
    '| 18,000 connections | ',
    '18,000 idle connections, memory (`npx nx idle-clients benchmarks`)',
  ),
  number('docs/scaling.md', '| 100,000 streams | ', '100,000 streams in the process, resident memory'),

  {
    file: 'samples/platform-bun/README.md',
    after: 'Per second of processor time, a gateway echoes ',
    replaces: 'number',
    text: (find) => toTenths(median(find, BUN_ECHO, 'portico')),
  },
];

/** The goals that the measurements miss, as a Markdown table. */
export function missedGoals({ rows }: Measurements): string {
  const missed = rows.filter(({ verdict }) => verdict.endsWith('missed'));
  return [
    '| work | compared with | goal | measured |',
    '| --- | --- | --- | --- |',
    ...missed.map(({ work, base, goal, portico }) => `| ${work} | ${base.split(': ')[0]} | ${goal} | ${portico} |`),
  ].join('\n');
}
