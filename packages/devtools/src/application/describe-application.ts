import type { INestApplicationContext } from '@portico/common';
import { ModulesContainer } from '@portico/core';
import type { ApplicationDescription } from '../protocol/application.js';
import { describeGateways } from './describe-gateways.js';
import { ModuleGraph } from './describe-modules.js';
import type { OwnServers } from './own-servers.js';

/** The parts of an application that do not change while it runs. */
export type DescribedApplication = Omit<ApplicationDescription, 'start'>;

/** @param ownPort the port of the application, which serves the page */
export function describeApplication(
  app: INestApplicationContext,
  servers: OwnServers,
  ownPort: number | undefined,
): DescribedApplication {
  const { gateways, servers: described } = describeGateways(app, servers, ownPort);
  const names = new Set(gateways.map(({ name }) => name));
  const graph = new ModuleGraph(app);
  const modules = graph.modules((name) => names.has(name));
  const [root] = app.get(ModulesContainer).values();
  const ids = new Map(modules.flatMap((module) => module.gateways.map(({ name, id }) => [name, id])));
  return {
    name: root?.name ?? 'Application',
    modules,
    routes: graph.routes(),
    gateways: gateways.map((gateway) => ({ ...gateway, id: ids.get(gateway.name) ?? gateway.name })),
    servers: described,
  };
}
