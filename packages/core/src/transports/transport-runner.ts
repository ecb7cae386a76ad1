import type { Server } from 'node:net';
import type { INestApplicationContext } from '@portico/common';
import type { ProviderRecord } from '../container/provider-record.js';
import { describeGlobalFilters, describeHandler, type HandlerEnvironment } from '../enhancers/describe-handler.js';
import { compileFilters } from '../pipeline/catch-exceptions.js';
import { compileHandler } from '../pipeline/compile-handler.js';
import type { ParameterRecord } from '../pipeline/handler-record.js';
import { preparedSlot, staticSlot } from '../resolution/slot.js';
import { ClassFacts } from '../scanning/class-facts.js';
import { TRANSPORT_METADATA } from '../scanning/transport-metadata.js';
import type {
  HookOptions,
  HostedFactory,
  StoppedWork,
  Transport,
  TransportCloseOptions,
  TransportDefinition,
  TransportHost,
} from './transport.js';
import { warnOfUnservedControllers } from './unserved-controllers.js';
import { warnOfUnservedMethods } from './unserved-methods.js';
import { warnOfUnservedClasses } from './unserved-providers.js';

/** Starts and closes the transports of the providers of one application. */
export class TransportRunner {
  private readonly transports: Transport[] = [];
  private readonly host: TransportHost;

  constructor(
    private readonly environment: HandlerEnvironment,
    application: INestApplicationContext,
    httpServers: () => readonly Server[],
  ) {
    this.host = createHost(environment, application, httpServers);
  }

  /** Starts each transport with its providers, one after the other. */
  async bind(): Promise<void> {
    await this.start(() => true);
    const { modules } = this.environment.container;
    warnOfUnservedClasses(modules);
    warnOfUnservedMethods(modules);
    warnOfUnservedControllers(modules);
  }

  /** Starts the transports that need no HTTP server. */
  async bindInContext(): Promise<void> {
    await this.start(({ inApplicationContext }) => inApplicationContext === true);
  }

  private async start(isStarted: (definition: TransportDefinition) => boolean): Promise<void> {
    for (const [definition, providers] of this.collect()) {
      if (!isStarted(definition)) continue;
      const transport = definition.create(this.host);
      this.transports.push(transport);
      await transport.bind(providers);
    }
  }

  /**
   * Makes every transport refuse new clients, even if one of them fails.
   *
   * @throws the first failure
   */
  async beforeClose(): Promise<void> {
    await allOf(this.transports.map(async (transport) => transport.beforeClose?.()));
  }

  /**
   * Closes every transport, even if one of them fails.
   *
   * @returns what was stopped at the deadline
   * @throws the first failure, after all have been closed
   */
  async close(options: TransportCloseOptions): Promise<StoppedWork> {
    const stopped = await allOf(this.transports.splice(0).map(async (transport) => transport.close(options)));
    return Object.assign({}, ...stopped);
  }

  private collect(): Map<TransportDefinition, ProviderRecord<object>[]> {
    const collected = new Map<TransportDefinition, ProviderRecord<object>[]>();
    for (const module of this.environment.container.modules.values()) {
      for (const record of module.providers.values()) {
        if (!isTransported(record)) continue;
        const definition = definitionOf(record);
        if (!definition) continue;
        const providers = collected.get(definition) ?? [];
        providers.push(record);
        collected.set(definition, providers);
      }
    }
    return collected;
  }
}

async function allOf<T>(running: readonly Promise<T>[]): Promise<T[]> {
  const outcomes = await Promise.allSettled(running);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}

function definitionOf({ metatype }: ProviderRecord<object>): TransportDefinition | undefined {
  return Reflect.getMetadata(TRANSPORT_METADATA, metatype!);
}

/** Returns whether the class of a provider has a transport. */
function isTransported(record: ProviderRecord): record is ProviderRecord<object> {
  return record.kind === 'class' && (record.facts & ClassFacts.Transport) !== 0;
}

function createHost(
  environment: HandlerEnvironment,
  application: INestApplicationContext,
  httpServers: () => readonly Server[],
): TransportHost {
  return {
    application,
    config: environment.config,
    httpServers,
    compile(profile, owner, methodName, { global = false, prepare, ...options } = {}) {
      const record = describeHandler(environment, owner, methodName, { ...options, global });
      return compileHandler(
        profile,
        prepare ? { ...record, instance: preparedSlot(record.instance, prepare) } : record,
      );
    },
    compileGuards(profile, owner, methodName, { classGuards, onFailure }) {
      const record = describeHandler(environment, owner, methodName, { global: false, classGuards });
      if (record.guards.length === 0) return undefined;
      const accepted = staticSlot({ [methodName]: () => true });
      return compileHandler(profile, { ...record, instance: accepted, parameters: [], interceptors: [], onFailure });
    },
    compileHook(profile, owner, methodName, { prepare, undecorated } = {}) {
      const record = describeHandler(environment, owner, methodName, { global: false });
      const instance = prepare ? preparedSlot(record.instance, prepare) : record.instance;
      const parameters = undecorated ? withUndecorated(record.parameters, undecorated) : record.parameters;
      return compileHandler(profile, { ...record, instance, parameters, guards: [], interceptors: [], filters: [] });
    },
    instanceOf(provider, request) {
      const slot = environment.resolver.slotOf(provider);
      if (!slot.contextual) return slot.instance;
      return slot.resolve(environment.resolver.openContext(request, slot.durable));
    },
    callFactory: <T>(owner: ProviderRecord<object>, name: string, { inject, useFactory }: HostedFactory<T>) =>
      environment.resolver.callFactory<T>({ inject, useFactory }, name, owner.host),
    singletonsOf: (token) =>
      environment.container.recordsOf(token).length > 0
        ? // The overloads of `get` have none for any token together with `each`.
          application.get<unknown>(token as string, { strict: false, each: true })
        : [],
    compileFilters: (profile, options) =>
      compileFilters(profile, options?.global ? describeGlobalFilters(environment) : [], (request) =>
        environment.resolver.openContext(request),
      ),
  };
}

function withUndecorated(
  decorated: readonly ParameterRecord[],
  { source, count }: NonNullable<HookOptions['undecorated']>,
): readonly ParameterRecord[] {
  const added = Array.from({ length: count }, (_, index) => ({
    index,
    source,
    data: index,
    pipes: [],
    metatype: undefined,
  }));
  return [...decorated, ...added.filter(({ index }) => !decorated.some((parameter) => parameter.index === index))];
}
