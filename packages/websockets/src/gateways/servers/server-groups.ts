import type { PathTemplate } from '@portico/core/transports';
import type { AdaptedGateway, AdapterChoice } from '../adapters/choose-adapters.js';
import type { GatewayRecord } from '../gateway-record.js';
import { compileGatewayPath, rejectConflicts } from './gateway-paths.js';

/** Gateways with one adapter, port and path. */
export interface ServerGroup {
  readonly choice: AdapterChoice;
  readonly port: number;
  /** The path, if its gateways name one. */
  readonly template: PathTemplate | undefined;
  readonly gateways: [AdaptedGateway, ...AdaptedGateway[]];
}

/**
 * Groups gateways by the server that they share. Servers on paths with parameters come last: an HTTP server passes a
 * request to the most recently added ones first, and these take the others into account.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for an invalid path, and for two of an adapter that match the same requests
 */
export function groupByServer(gateways: readonly AdaptedGateway[]): readonly ServerGroup[] {
  const groups: ServerGroup[] = [];
  for (const gateway of gateways) {
    const template = compileGatewayPath(gateway, 'path');
    const { choice, port } = gateway;
    const group = groups.find(
      (each) => each.choice.adapter === choice.adapter && each.port === port && isSamePath(each.template, template),
    );
    if (group) group.gateways.push(gateway);
    else groups.push({ choice, port, template, gateways: [gateway] });
  }
  for (const adapter of new Set(groups.map(({ choice }) => choice.adapter))) {
    const own = groups.filter(({ choice }) => choice.adapter === adapter);
    rejectConflicts(own.map(({ port, template, gateways: [owner] }) => ({ owner, template, within: port })));
  }
  const isPattern = ({ template }: ServerGroup): boolean => template?.isPattern === true;
  return [...groups.filter((group) => !isPattern(group)), ...groups.filter(isPattern)];
}

function isSamePath(first: PathTemplate | undefined, second: PathTemplate | undefined): boolean {
  if (first && second) return first.isSame(second);
  return (first?.path ?? '/') === (second?.path ?? '/');
}

/**
 * Orders the gateways of a server so that if two namespaces match a name, the more specific one is created first.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for two that match the same names
 */
export function orderByNamespace<Gateway extends GatewayRecord>(gateways: readonly Gateway[]): readonly Gateway[] {
  const entries = gateways.map((owner) => ({ owner, template: compileGatewayPath(owner, 'namespace'), within: 0 }));
  const patterns = entries.flatMap(({ template, ...entry }) => (template?.isPattern ? [{ ...entry, template }] : []));
  if (patterns.length === 0) return gateways;
  rejectConflicts(patterns);
  patterns.sort((a, b) => a.template.compare(b.template));
  return [...entries.filter(({ template }) => !template?.isPattern), ...patterns].map(({ owner }) => owner);
}
