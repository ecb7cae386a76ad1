import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, UnauthorizedException } from '@portico/common';
import { Reflector } from '@portico/core';
import { NeedsKey } from './needs-key.decorator.js';

/** Token of the key that changes require. */
export const API_KEY = Symbol('API_KEY');

/** Allows reading without a key, and changes with `Authorization: Bearer <key>`. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly expected: Buffer;

  constructor(
    private readonly reflector: Reflector,
    @Inject(API_KEY) key: string,
  ) {
    this.expected = digest(key);
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.reflector.getAllAndOverride(NeedsKey, [context.getHandler(), context.getClass()])) return true;
    const { authorization = '' } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers;
    const key = /^bearer (.*)$/i.exec(authorization)?.[1];
    // Digests have the same length, so that the time of the comparison does not depend on the key.
    if (key !== undefined && timingSafeEqual(digest(key), this.expected)) return true;
    throw new UnauthorizedException('Changes require the key. Send it as "Authorization: Bearer <key>".');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
