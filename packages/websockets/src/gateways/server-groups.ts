import type { PathTemplate } from '@portico/core/transports';
import { compileGatewayPath, rejectConflicts } from './gateway-paths.js';
import type { GatewayRecord } from './gateway-record.js';

/** Gateways with one port and path. */
export interface ServerGroup {
  readonly port: number;
  /** The path, if its gateways name one. */
  readonly template: PathTemplate | undefined;
  readonly gateways: GatewayRecord[];
}

/**
 * Groups gateways by the server that they share. Servers on paths with parameters come last: an HTTP server asks those that were added
 * last about a request first, and these know of the others.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for a path that is not valid, and for two that match the same requests
 */
export function groupByServer(gateways: readonly GatewayRecord[]): readonly ServerGroup[] {
  const groups = new Map<string, ServerGroup>();
  for (const gateway of gateways) {
    const template = compileGatewayPath(gateway, 'path');
    const key = `${gateway.port} ${template?.path ?? '/'}`;
    const group = groups.get(key);
    if (group) group.gateways.push(gateway);
    else groups.set(key, { port: gateway.port, template, gateways: [gateway] });
  }
  const all = [...groups.values()];
  rejectConflicts(
    all.map(({ port, template, gateways: [first] }) => ({ owner: first as GatewayRecord, template, within: port })),
  );
  const isPattern = ({ template }: ServerGroup): boolean => template?.isPattern === true;
  return [...all.filter((group) => !isPattern(group)), ...all.filter(isPattern)];
}

/**
 * Orders the gateways of a server so that of two namespaces that match a name, the more specific one is made first.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for two that match the same names
 */
export function orderByNamespace(gateways: readonly GatewayRecord[]): readonly GatewayRecord[] {
  const entries = gateways.map((owner) => ({ owner, template: compileGatewayPath(owner, 'namespace'), within: 0 }));
  const patterns = entries.filter(({ template }) => template?.isPattern);
  if (patterns.length === 0) return gateways;
  rejectConflicts(patterns);
  patterns.sort((a, b) => (a.template as PathTemplate).compare(b.template as PathTemplate));
  return [...entries.filter(({ template }) => !template?.isPattern), ...patterns].map(({ owner }) => owner);
}
