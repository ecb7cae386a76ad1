import { readParameterRecords } from '@portico/common/internal';
import type { CompiledHandler, ProviderRecord, TransportHost } from '@portico/core/transports';
import type { MessageRequest } from '../contracts/gateways/message-request.js';
import { HOOK_ARGUMENT, hookProfile } from './profile.js';

export type HookName = 'afterInit' | 'handleConnection' | 'handleDisconnect';

/** The client, and the other arguments of the adapter's callback: a request, or a close code and a reason. */
const MOST_ARGUMENTS = 4;

const CLIENT_HOOKS = ['handleConnection', 'handleDisconnect'] as const;

type Hooked = Partial<Record<HookName, (...args: unknown[]) => unknown>>;

/** The parts that the hooks of one gateway need. */
export interface HookedGateway {
  readonly provider: ProviderRecord<object>;
  /** Whether request-scoped instances are created for each message, not for each client. */
  readonly isPerMessage: boolean;
  /** Sets the `@WebSocketServer()` properties. */
  giveServer(instance: object): void;
}

/**
 * Calls the hooks of one gateway. A singleton is called directly; a request-scoped gateway has an instance for each
 * client, or for each call if every message has one.
 */
export class GatewayHooks {
  private readonly isStatic: boolean;
  private readonly prototype: Hooked;
  /** The hooks with decorated parameters. */
  private readonly compiled: Partial<Record<HookName, CompiledHandler>> = {};

  constructor(
    private readonly gateway: HookedGateway,
    private readonly host: TransportHost,
  ) {
    this.isStatic = gateway.provider.isDependencyTreeStatic();
    const type = gateway.provider.metatype!;
    this.prototype = type.prototype;
    for (const hook of CLIENT_HOOKS) {
      if (readParameterRecords(type, hook).length === 0) continue;
      this.compiled[hook] = host.compileHook(hookProfile(gateway.isPerMessage), gateway.provider, hook, {
        prepare: (instance) => gateway.giveServer(instance),
        undecorated: { source: HOOK_ARGUMENT, count: MOST_ARGUMENTS },
      });
    }
  }

  /** Returns whether there is anything to do: the instance of a client is created when it connects. */
  has(hook: HookName): boolean {
    if (hook === 'handleConnection' && !this.isStatic && !this.gateway.isPerMessage) return true;
    const target: Hooked = this.isStatic ? this.gateway.provider.instance : this.prototype;
    return typeof target[hook] === 'function';
  }

  /**
   * A request-scoped gateway has no instance yet when its server is created. The hook is still called, on an object
   * without the injected fields, so that it can configure the server.
   */
  afterInit(server: unknown): unknown {
    const hooked: Hooked = this.isStatic ? this.gateway.provider.instance : Object.create(this.prototype);
    if (!this.isStatic) this.gateway.giveServer(hooked);
    return hooked.afterInit?.(server);
  }

  /** @throws the error of the hook, or of creating the instance */
  call(hook: 'handleConnection' | 'handleDisconnect', client: object, args: readonly unknown[]): unknown {
    const { provider, isPerMessage } = this.gateway;
    const compiled = this.compiled[hook];
    if (compiled) return compiled.invoke(client, undefined, args, hook, undefined);
    const instance: Hooked = provider.instance;
    if (this.isStatic) return instance[hook]?.(client, ...args);
    const request: object = isPerMessage ? messageOf(client, hook) : client;
    const made = this.host.instanceOf(provider, request);
    const run = (own: Hooked): unknown => {
      this.gateway.giveServer(own);
      return own[hook]?.(client, ...args);
    };
    return made instanceof Promise ? made.then(run) : run(made);
  }
}

function messageOf(client: object, hook: HookName): MessageRequest {
  return { client, data: undefined, pattern: hook };
}
