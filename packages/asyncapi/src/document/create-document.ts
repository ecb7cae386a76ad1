import { type FrameworkError, type INestApplicationContext, Logger } from '@portico/common';
import { type GatewayDescription, gatewaysOf } from '@portico/websockets';
import type { AsyncApiConfig } from '../async-api-config.js';
import type { AsyncApiChannel, AsyncApiDocument, AsyncApiOperation, AsyncApiReference } from '../async-api-document.js';
import type { AsyncApiDocumentOptions } from '../async-api-options.js';
import { readFact } from '../decorators/metadata.js';
import { asyncApiError } from '../errors.js';
import { SchemaComponents } from '../schemas/schema-components.js';
import { type ChannelGroup, groupByChannel } from './channel-groups.js';
import { ChannelWriter, type SharedParts } from './channel-writer.js';
import { listeningHost } from './listening-host.js';
import { Names } from './names.js';
import { SecuritySchemes } from './security-schemes.js';
import { Servers } from './servers.js';

const logger = new Logger('AsyncApiModule');

/** Describes the gateways of an application. */
export function createDocument(
  app: Pick<INestApplicationContext, 'get'>,
  { servers: hosts, id, title = 'Application', version = '1.0', ...info }: AsyncApiConfig,
  options: AsyncApiDocumentOptions,
): AsyncApiDocument {
  const warn = options.onWarning ?? ((warning: FrameworkError) => logger.warn(warning.message));
  const gateways = gatewaysOf(app).filter((gateway) => isIncluded(gateway, options));
  warnOfUnknown(gateways, warn);
  const groups = groupByChannel(gateways);
  const shared: SharedParts = {
    schemas: new SchemaComponents(options, warn),
    security: new SecuritySchemes(),
    servers: new Servers(groups, hosts && hosts.length > 0 ? hosts : [listeningHost(app)]),
    operations: new Names<AsyncApiOperation>(),
  };
  const channels = new Names<AsyncApiChannel>();
  const security = new ServerSecurity();
  for (const group of groups) {
    const name = channels.reserve(channelName(group));
    const writer = new ChannelWriter(name, group, shared);
    channels.set(name, writer.write());
    security.add(shared.servers.namesOf(group), shared.security.referencesTo(writer.schemes));
  }
  const schemas = shared.schemas.toObject();
  const securitySchemes = shared.security.toObject();
  return {
    asyncapi: '3.0.0',
    ...(id !== undefined && { id }),
    info: { title, version, ...info },
    defaultContentType: 'application/json',
    servers: shared.servers.toObject((name) => security.of(name)),
    channels: channels.toObject(),
    operations: shared.operations.toObject(),
    components: {
      ...(Object.keys(schemas).length > 0 && { schemas }),
      ...(Object.keys(securitySchemes).length > 0 && { securitySchemes }),
    },
  };
}

/** Collects the schemes of servers. A server has schemes only if all of its channels have the same ones. */
class ServerSecurity {
  private readonly byServer = new Map<string, readonly AsyncApiReference[]>();

  add(servers: readonly string[], references: readonly AsyncApiReference[]): void {
    for (const server of servers) {
      const known = this.byServer.get(server);
      const isSame = known === undefined || JSON.stringify(known) === JSON.stringify(references);
      this.byServer.set(server, isSame ? references : []);
    }
  }

  of(server: string): readonly AsyncApiReference[] {
    return this.byServer.get(server) ?? [];
  }
}

function isIncluded({ gateway }: GatewayDescription, { include }: AsyncApiDocumentOptions): boolean {
  if (readFact('portico:asyncapi:gateway', gateway)?.exclude) return false;
  return include === undefined || include.includes(gateway);
}

/** Names a channel after its first gateway. The channel of `ChatGateway` is `chat`. */
function channelName({ gateways: [{ name }] }: ChannelGroup): string {
  const short = name.replace(/Gateway$/, '') || name;
  return `${short.charAt(0).toLowerCase()}${short.slice(1)}`;
}

function warnOfUnknown(gateways: readonly GatewayDescription[], warn: (warning: FrameworkError) => void): void {
  const unknown = gateways.filter(
    ({ isStarted, adapter, options }) => !isStarted && (adapter === undefined || 'useFactory' in options),
  );
  if (unknown.length === 0) return;
  warn(
    asyncApiError(
      'PORTICO_ASYNCAPI_EARLY',
      `The document was created before the application had started, when the adapter or the options of ${unknown.map(({ name }) => name).join(', ')} were unknown.`,
      "Call createDocument() after app.listen(), or pass a function: AsyncApiModule.setup('asyncapi', app, () => AsyncApiModule.createDocument(app, config)).",
    ),
  );
}
