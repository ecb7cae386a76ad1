import { ownVersion } from './own-version.js';
import type { ApplicationChoices } from './platforms.js';

export interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** Makes the package.json of a new application from that of the template, with only the chosen packages. */
export function applicationManifest(template: Manifest, { name, http, ws }: ApplicationChoices): Manifest {
  const unused = new Set([
    ...['platform-express', 'platform-fastify'].filter((platform) => platform !== `platform-${http}`),
    ...['platform-socket.io', 'platform-ws'].filter((platform) => platform !== `platform-${ws}`),
    ...(ws === 'none' ? ['websockets'] : []),
  ]);
  const clients = new Set([
    ...(ws === 'socket.io' ? [] : ['socket.io-client']),
    ...(ws === 'ws' ? [] : ['ws', '@types/ws']),
  ]);
  return {
    ...template,
    name,
    dependencies: Object.fromEntries(
      Object.entries(template.dependencies)
        .filter(([dependency]) => !unused.has(dependency.replace('@portico/', '')))
        .map(([dependency, range]) => [dependency, range === 'workspace' ? `^${ownVersion()}` : range]),
    ),
    devDependencies: Object.fromEntries(
      Object.entries(template.devDependencies).filter(([dependency]) => !clients.has(dependency)),
    ),
  };
}
