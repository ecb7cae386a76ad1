import type { INestApplicationContext } from '@portico/common';
import { ModulesContainer } from '@portico/core';
import type { ApplicationDescription } from '../protocol.js';
import { describeServers } from './describe-gateways.js';
import { ModuleGraph } from './describe-modules.js';
import type { OwnServers } from './own-servers.js';

/** @param ownPort that of the application, at which the page is */
export function describeApplication(
  app: INestApplicationContext,
  start: string,
  servers: OwnServers,
  ownPort: number | undefined,
): ApplicationDescription {
  const described = describeServers(servers, ownPort);
  const gateways = new Set(described.flatMap((server) => server.gateways));
  const graph = new ModuleGraph(app);
  const [root] = app.get(ModulesContainer).values();
  return {
    name: root?.name ?? 'Application',
    start,
    modules: graph.modules((name) => gateways.has(name)),
    routes: graph.routes(),
    gateways: [],
    servers: described,
  };
}
