import type { Gateway, Hook } from '../case.js';
import { show } from '../make-value.js';
import { type Builder, disconnect, emit, method } from './builder.js';
import { buildEnhancers } from './enhancers.js';
import { addHandler } from './handlers.js';

export type GatewayClass = new (...args: never[]) => { server?: unknown };

type Namespace =
  | string
  | RegExp
  | ((name: string, auth: unknown, next: (error: null, accepts: boolean) => void) => void);

/** A pattern of namespaces from `~name`, or a function from `%name`. */
export function namespaceOf(namespace: string): Namespace {
  const pattern = new RegExp(`^/${namespace.slice(1)}-\\d+$`);
  if (namespace.startsWith('~')) return pattern;
  if (!namespace.startsWith('%')) return namespace;
  // Gateways that share a namespace share its function.
  const known = functions.get(namespace) ?? ((name, _auth, next) => next(null, pattern.test(name)));
  functions.set(namespace, known);
  return known;
}

const functions = new Map<string, Extract<Namespace, Function>>();

/** @param ports the numbers of the dedicated ports */
export function buildGateway(
  builder: Builder,
  gateway: Gateway,
  index: number,
  ports: readonly number[],
): GatewayClass {
  const { kit } = builder;
  const name = `Gateway${index}`;
  const Base = class {};
  Object.defineProperty(Base, 'name', { value: `${name}Base` });
  for (const [at, handler] of gateway.inherited.entries()) addHandler(builder, Base, handler, `inherited${at}`);
  const Class = gateway.inherited.length > 0 ? class extends Base {} : class {};
  Object.defineProperty(Class, 'name', { value: name });

  for (const [hook, description] of Object.entries(gateway.hooks)) addHook(builder, Class, hook, description);
  for (const [at, handler] of gateway.handlers.entries()) addHandler(builder, Class, handler, `handler${at}`);
  kit.websockets.WebSocketServer()(Class.prototype, 'server');

  const { guards, interceptors, pipes, filters } = buildEnhancers(builder, gateway.enhancers, name);
  const { Injectable, Scope, UseFilters, UseGuards, UseInterceptors, UsePipes } = kit.common;
  if (guards.length > 0) UseGuards(...guards)(Class);
  if (interceptors.length > 0) UseInterceptors(...interceptors)(Class);
  if (pipes.length > 0) UsePipes(...pipes)(Class);
  if (filters.length > 0) UseFilters(...filters)(Class);
  if (gateway.scope === 'request') Injectable({ scope: Scope.REQUEST })(Class);

  const options = {
    ...(gateway.path === undefined ? {} : { path: gateway.path }),
    ...(gateway.namespace === undefined ? {} : { namespace: namespaceOf(gateway.namespace) as string }),
  };
  const { WebSocketGateway } = kit.websockets;
  if (gateway.port === 'application') WebSocketGateway(options)(Class);
  else WebSocketGateway(ports[gateway.port] as number, options)(Class);
  return Class as GatewayClass;
}

function addHook({ recorder }: Builder, target: Function, name: string, { does, when }: Hook): void {
  const owner = target.name;
  const hook = method(function (this: unknown, first: unknown, ...more: unknown[]) {
    const { server } = this as { server?: unknown };
    const subject =
      name === 'afterInit' ? (first === server ? 'its server' : 'another server') : recorder.nameOf(first);
    const reason = name === 'handleDisconnect' ? ` ${show(more[0])}` : ` | ${more.length} more`;
    recorder.hook(`${owner}.${name} ${subject}${reason}${server === undefined ? ' without server' : ''}`);
    return recorder.at(when, () => {
      if (when !== 'sync') recorder.hook(`${owner}.${name} ${subject} continues`);
      if (does === 'throw') throw new Error(`${owner}.${name} failed`);
      if (name === 'afterInit') return;
      if (does === 'leave') disconnect(first);
      if (does === 'emit') emit(first, name, owner);
    });
  }, name);
  Object.defineProperty(target.prototype, name, { value: hook, writable: true, configurable: true });
}
