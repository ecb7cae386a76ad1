import { errorMessage } from '@portico/common/internal';
import { compilePath, type PathTemplate } from '@portico/core/transports';
import { webSocketError } from '../../errors.js';
import type { GatewayRecord } from '../gateway-record.js';

/** The path of a server or a namespace. */
export interface OwnedPath {
  readonly owner: GatewayRecord;
  readonly template: PathTemplate | undefined;
  /** The key that it shares with paths with which it can conflict, such as its port. */
  readonly within: unknown;
}

/** @throws FrameworkError `PORTICO_WS_PATH` if it is invalid */
export function compileGatewayPath(
  { name, options }: GatewayRecord,
  option: 'path' | 'namespace',
): PathTemplate | undefined {
  const path = options[option];
  if (typeof path !== 'string') return undefined;
  try {
    return compilePath(path, name);
  } catch (error) {
    throw webSocketError(
      'PORTICO_WS_PATH',
      `${name} has the ${option} ${JSON.stringify(path)}, which is invalid: ${errorMessage(error)}`,
      "Write it as the path of an HTTP route, such as '/rooms/:room' or '/files/*path', with a backslash before special characters that are meant literally.",
      error,
    );
  }
}

/**
 * Gateways on one path share a server only if they use the same parameter names.
 *
 * @throws FrameworkError `PORTICO_WS_PATH` for two paths that match the same requests
 */
export function rejectConflicts(paths: readonly OwnedPath[]): void {
  paths.forEach((second, index) => {
    const first = paths.slice(0, index).find((each) => areInConflict(each, second));
    if (!first) return;
    const [left, right] = [first, second].map(({ owner, template }) => `${owner.name} (${template?.path})`);
    throw webSocketError(
      'PORTICO_WS_PATH',
      `${left} and ${right} match the same clients, but name their parameters differently.`,
      'Give the parameters the same names, so that the gateways share a server, or change one of the paths.',
    );
  });
}

function areInConflict(first: OwnedPath, second: OwnedPath): boolean {
  if (first.within !== second.within || !first.template?.isPattern || !second.template?.isPattern) return false;
  return !first.template.isSame(second.template) && first.template.equals(second.template);
}
