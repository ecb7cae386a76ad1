import { Logger } from '@portico/common';
import { type EnhancerKind, RouteParamtypes } from '@portico/common/internal';
import type { ProviderRecord, Transport, TransportHost } from '@portico/core/internal';
import type { GatewayAdapter } from '../contracts/gateway-adapter.js';
import { findDefaultAdapter } from '../default-adapter.js';
import { webSocketProfile } from '../profile.js';
import { eventName } from './event-name.js';
import { GatewayHooks } from './gateway-hooks.js';
import { type GatewayHandler, type GatewayRecord, readGateway } from './gateway-record.js';
import { type GatewayPlace, ServerRegistry } from './server-registry.js';

/** What a handler gets that decorates no parameter: the client, the data, the acknowledgement callback. */
const UNDECORATED_PARAMETERS = [RouteParamtypes.REQUEST, RouteParamtypes.BODY, RouteParamtypes.ACK];

/** Not the filters: a filter that was written for HTTP replies fails on a socket, and the reference leaves them out too. */
const INHERITED_BY_DEFAULT: readonly EnhancerKind[] = ['guard', 'interceptor', 'pipe'];

/** The gateways of one application at work. */
export class WebSocketTransport implements Transport {
  private readonly logger = new Logger('WebSockets');
  private registry: ServerRegistry | undefined;

  constructor(private readonly host: TransportHost) {}

  async bind(providers: readonly ProviderRecord<object>[]): Promise<void> {
    const gateways = providers.map(readGateway).filter((gateway) => gateway !== undefined);
    if (gateways.length === 0) return;
    const adapter = await this.adapter();
    if (this.host.config.forceCloseConnections) adapter.forceCloseConnections = true;
    const registry = new ServerRegistry(adapter, this.logger);
    this.registry = registry;
    for (const [gateway, place] of registry.create(gateways)) this.start(gateway, place);
    await registry.open();
  }

  async close(): Promise<void> {
    const registry = this.registry;
    this.registry = undefined;
    await registry?.close();
  }

  private async adapter(): Promise<GatewayAdapter> {
    const { application, config } = this.host;
    const chosen = config.getIoAdapter();
    if (chosen) return chosen;
    const found = await findDefaultAdapter(application);
    config.setIoAdapter(found);
    return found;
  }

  private start(gateway: GatewayRecord, { server, hub }: GatewayPlace): void {
    const { provider, name } = gateway;
    const hooks = new GatewayHooks(provider, this.host.application);
    hub.join({
      name,
      hooks,
      handlers: gateway.handlers.map((handler) => this.compile(gateway, handler)),
      waitsForConnection: gateway.options.waitForConnection !== false,
    });
    this.giveServer(gateway, server);
    if (hooks.has('afterInit')) hub.runHook(name, 'afterInit', () => hooks.afterInit(server));
  }

  private compile({ provider, name }: GatewayRecord, handler: GatewayRecord['handlers'][number]): GatewayHandler {
    const compiled = this.host.compile(webSocketProfile, provider, handler.methodName, {
      global: this.host.config.inheritedByGateways ?? INHERITED_BY_DEFAULT,
      implicitParameters: UNDECORATED_PARAMETERS,
    });
    this.logger.log(`${name} subscribed to the "${eventName(handler.pattern)}" message`);
    return { ...handler, compiled };
  }

  /** A gateway with a shorter scope than the application's finds its server on the prototype. */
  private giveServer({ provider, serverProperties }: GatewayRecord, server: object): void {
    const target = provider.isDependencyTreeStatic() ? provider.instance : (provider.metatype as Function).prototype;
    for (const property of serverProperties) {
      (target as Record<PropertyKey, unknown>)[property] = server;
    }
  }
}
