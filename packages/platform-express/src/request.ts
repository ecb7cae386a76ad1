import { BadRequestException } from '@portico/common';
import type { Request } from 'express';

/**
 * Express notices broken percent-encoding only where a route has parameters; elsewhere the path just matches
 * nothing. Both are the client's fault and get the same answer.
 */
export function malformedPath(request: Request): BadRequestException | undefined {
  const { path } = request;
  if (!path.includes('%')) return undefined;
  try {
    decodeURIComponent(path);
    return undefined;
  } catch (error) {
    return new BadRequestException(`Failed to decode the path '${path}'`, { cause: error });
  }
}
