/** What a number may be. */
export interface Limit {
  readonly is: 'at least' | 'at most';
  readonly limit: number;
}

/** The limit of a figure of Portico: of its ratio to the base, or of the value itself. */
export interface Goal extends Limit {
  readonly work: string;
  readonly figure: string;
  /** `ratio` to the base of the figure, or the `value` itself, in the figure's unit. */
  readonly of: 'ratio' | 'value';
}

const MEBIBYTE = 1024 * 1024;

/** Operations per second of the server's processor time, against the base. */
function cpu(work: string, limit: number): Goal {
  return { work, figure: 'per CPU second', of: 'ratio', is: 'at least', limit };
}

function atMost(work: string, figure: string, limit: number, of: Goal['of'] = 'ratio'): Goal {
  return { work, figure, of, is: 'at most', limit };
}

export const goals: readonly Goal[] = [
  cpu('ws echo, 1 in flight', 0.95),
  cpu('ws echo, 16 in flight', 2),
  cpu('ws echo with guard, interceptor, pipe, 8 in flight', 0.8),
  cpu('ws broadcast to 1,000 clients, 10 messages per tick', 5),
  cpu('ws room broadcast to 1,000 clients, 10 messages per tick', 8),
  cpu('ws room broadcast against rooms of socket.io, 1,000 clients, 10 messages per tick', 5),
  cpu('room broadcast from two processes through Redis, 1,000 clients, 10 messages per tick', 3),
  cpu('portico.1 request, 16 in flight', 0.95),
  cpu('ws upgrades with a guard on the connection', 0.9),
  atMost('ws idle connections, 10,000', 'memory per connection', 1.15),
  atMost('ws idle connections in rooms, 10,000', 'memory per connection', 1.2),
  cpu('Fastify GET with a span for each request', 0.9),
  cpu('ws echo with a span for each message, 1 in flight', 0.9),
  cpu('Fastify GET with a span for each request, against spans by hand', 0.9),
  cpu('ws echo with a span for each message, 1 in flight, against spans by hand', 0.9),
  cpu('ws echo on Bun, 1 in flight', 1.7),
  cpu('socket.io emit with ack, 1 in flight', 1),
  cpu('socket.io emit with ack, 8 in flight', 0.95),
  cpu('socket.io with guard, interceptor, pipe, 8 in flight', 0.8),
  cpu('Express GET with a parameter', 1),
  cpu('Fastify GET with a parameter', 1),
  cpu('Fastify POST, JSON echo', 1),
  cpu('Fastify GET with guard, interceptor, pipe', 0.97),
  cpu('Fastify GET with a response schema', 1.15),
  cpu('Fastify GET, request-scoped controller', 8),
  atMost('one controller on Fastify, start to listening', 'time', 1.2),
  atMost('one controller on Fastify, start to listening', 'resident memory', 1.3),
  atMost('context of 400 modules', 'time', 1 / 8),
  atMost('context of 3,200 modules', 'peak memory', 0.5),
  atMost('time per module, 3,200 modules against 400', 'growth', 1.25, 'value'),
  atMost('400 modules on Fastify, create and init', 'time', 1.35),
  atMost('400 modules on Fastify, create and init', 'peak memory', 110 * MEBIBYTE, 'value'),
  atMost('import of common, core and platform-fastify', 'time', 0.5),
];

/** The goal of a figure, if it has one. */
export function goalOf(work: string, figure: string): Goal | undefined {
  return goals.find((goal) => goal.work === work && goal.figure === figure);
}

export type Verdict = 'met' | 'missed' | 'grossly missed';

/** A gross loss is half of a goal: more than noise, and `--check` fails. */
export function judge(goal: Limit, measured: number): Verdict {
  const share = goal.is === 'at least' ? measured / goal.limit : goal.limit / measured;
  if (share >= 1) return 'met';
  return share < 0.5 ? 'grossly missed' : 'missed';
}
