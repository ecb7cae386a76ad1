import { Logger } from '@portico/common';
import { type EnhancerKind, RouteParamtypes } from '@portico/common/internal';
import type {
  ProviderRecord,
  StoppedWork,
  Transport,
  TransportCloseOptions,
  TransportHost,
} from '@portico/core/transports';
import { addressReader } from '../connections/client-address.js';
import { httpPlatformOf } from '../connections/http-platform.js';
import { eventName } from '../dispatch/event-name.js';
import type { GatewayHandler } from '../dispatch/gateway-handler.js';
import { FAILED, type Message } from '../dispatch/message.js';
import { webSocketError } from '../errors.js';
import { fail, handshakeProfile } from '../handshake/handshake-profile.js';
import { missingOrigins } from '../handshake/missing-origins.js';
import { directoryOf } from '../rooms/gateway-directory.js';
import { handlerChecks } from '../validation/handler-checks.js';
import { type AdaptedGateway, chooseAdapters } from './adapters/choose-adapters.js';
import { prepareAdapters } from './adapters/prepare-adapters.js';
import { unusedAdapters } from './adapters/unused-adapters.js';
import { describeGateway } from './description/describe-gateway.js';
import { keepGateways } from './description/started-gateways.js';
import { GatewayHooks } from './gateway-hooks.js';
import { type GatewayRecord, readGateway } from './gateway-record.js';
import { checkNumbers } from './options/check-numbers.js';
import { resolveOptions } from './options/resolve-options.js';
import { perMessageProfile, webSocketProfile } from './profile.js';
import { runHook } from './run-hook.js';
import { type GatewayPlace, ServerRegistry } from './servers/server-registry.js';

/** The arguments of a handler without decorated parameters: the client, the data, the acknowledgement callback. */
const UNDECORATED_PARAMETERS = [RouteParamtypes.REQUEST, RouteParamtypes.BODY, RouteParamtypes.ACK];

/** Not the filters: a filter that was written for HTTP replies fails on a socket, and NestJS also excludes them. */
const INHERITED_BY_DEFAULT: readonly EnhancerKind[] = ['guard', 'interceptor', 'pipe'];

/** The running gateways of one application. */
export class WebSocketTransport implements Transport {
  private readonly logger = new Logger('WebSockets');
  private registry: ServerRegistry | undefined;

  constructor(private readonly host: TransportHost) {}

  async bind(providers: readonly ProviderRecord<object>[]): Promise<void> {
    const records = providers.map(readGateway).filter((gateway) => gateway !== undefined);
    if (records.length === 0) return;
    const resolved = await Promise.all(records.map((record) => resolveOptions(record, this.host)));
    for (const gateway of resolved) this.warnOfInvalidPort(gateway);
    const gateways = await chooseAdapters(resolved, this.host);
    checkNumbers(gateways);
    for (const unused of unusedAdapters(gateways, this.host)) this.logger.warn(unused.message);
    const httpPlatform = httpPlatformOf(this.host.application);
    const missing = missingOrigins(gateways, httpPlatform);
    if (missing) this.logger.warn(missing.message);
    const registry = new ServerRegistry(this.logger, addressReader(httpPlatform));
    this.registry = registry;
    const listen = prepareAdapters(gateways, this.host);
    try {
      const places = registry.create(gateways);
      this.keep(gateways, places);
      const pending = [...places].map(([gateway, place]) => this.start(gateway, place));
      const initializing = pending.filter((each) => each !== undefined);
      await registry.open(initializing.length > 0 ? Promise.all(initializing) : undefined, listen);
    } finally {
      listen();
    }
  }

  async beforeClose(): Promise<void> {
    await this.registry?.beforeClose();
  }

  async close({ deadline }: TransportCloseOptions): Promise<StoppedWork | undefined> {
    const registry = this.registry;
    this.registry = undefined;
    return registry?.close(deadline);
  }

  /** Stores what has been started, for `gatewaysOf()`. */
  private keep(gateways: readonly AdaptedGateway[], places: ReadonlyMap<AdaptedGateway, GatewayPlace>): void {
    keepGateways(this.host.config, () =>
      gateways.map((gateway) => {
        const path = places.get(gateway)?.hub.place.path;
        return describeGateway(gateway, { isStarted: true, choice: gateway.choice, path });
      }),
    );
  }

  private warnOfInvalidPort({ name, invalidPort }: GatewayRecord): void {
    if (invalidPort === undefined) return;
    const failure = webSocketError(
      'PORTICO_WS_PORT',
      `${name} has the port ${invalidPort}, which is not a valid port number. It shares the HTTP server of the application instead.`,
      'Pass an integer to @WebSocketGateway(), or no port. Number(process.env.WS_PORT) is NaN when the variable is not set.',
    );
    this.logger.warn(failure.message);
  }

  /** @returns a promise if its `afterInit` is asynchronous */
  private start(gateway: AdaptedGateway, { server, hub }: GatewayPlace): Promise<void> | undefined {
    const { provider, name, options, serverProperties, clientsProperties } = gateway;
    const giveServer = (instance: object): void => {
      for (const property of serverProperties) Reflect.set(instance, property, server);
      for (const property of clientsProperties) Reflect.set(instance, property, hub.rooms.clients);
    };
    const hooks = new GatewayHooks(
      { provider, giveServer, isPerMessage: options.requestScope === 'message' },
      this.host,
    );
    if (clientsProperties.length > 0) hub.rooms.use();
    directoryOf(this.host.config).add(provider.metatype!, hub.rooms);
    hub.addGateway({
      name,
      port: gateway.port,
      adapter: gateway.choice.name ?? gateway.choice.adapter.constructor.name,
      hooks,
      handlers: gateway.handlers.map((handler) => this.compile(gateway, handler, giveServer)),
      waitsForConnection: options.waitForConnection !== false,
      dispatch: options.dispatch,
      highWaterMark: options.highWaterMark,
      rooms: options.rooms,
      handshake: options,
      guards: this.host.compileGuards(handshakeProfile, provider, 'handleConnection', {
        classGuards: options.guardConnections === true,
        onFailure: (error, _client, _request, response) => fail(error, response),
      }),
    });
    if (provider.isDependencyTreeStatic()) giveServer(provider.instance);
    return hooks.has('afterInit') ? runHook(this.logger, name, 'afterInit', () => hooks.afterInit(server)) : undefined;
  }

  private compile(
    { provider, type, name, options, choice }: AdaptedGateway,
    handler: GatewayRecord['handlers'][number],
    prepare: (instance: object) => void,
  ): GatewayHandler {
    const { bodyLimits, validateReplies = choice.adapter.validateReplies } = options;
    const profile = options.requestScope === 'message' ? perMessageProfile : webSocketProfile;
    const { transformData, send } = handlerChecks(name, handler, { bodyLimits, validateReplies });
    const compiled = this.host.compile(profile, provider, handler.methodName, {
      global: choice.inheritedByGateways ?? INHERITED_BY_DEFAULT,
      implicitParameters: UNDECORATED_PARAMETERS,
      prepare,
      transformData,
      send:
        send &&
        ((result, a0, a1, a2, a3, own) => (messageOf(own).isUnreached ? result : send(result, a0, a1, a2, a3, own))),
      failed: FAILED,
      onReturn: (returned, own) => messageOf(own).handlerReturned(returned),
      isAbandoned: (own) => messageOf(own).abandon(),
      isCancelled: (own) => messageOf(own).isCancelled,
      mayCall: (own) => messageOf(own).mayCall(),
      onFailure: (error, _client, _data, _ack, _pattern, own) => messageOf(own).trace?.fail(error),
    });
    this.logger.log(`${name} subscribed to the "${eventName(handler.pattern)}" message`);
    return { ...handler, gateway: type, compiled };
  }
}

/** The dispatcher calls handlers with its own message, which core does not know. */
function messageOf(own: unknown): Message {
  return own as Message;
}
