import { createHash, timingSafeEqual } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable, UnauthorizedException } from '@portico/common';
import { Reflector } from '@portico/core';
import { NeedsKey } from './needs-key.decorator.js';

/** Token of the key that changes need. */
export const API_KEY = Symbol('API_KEY');

/** Lets everybody read, and those change who send `Authorization: Bearer <key>`. */
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
    // Digests have one length, so that the comparison takes the same time whatever was sent.
    if (key !== undefined && timingSafeEqual(digest(key), this.expected)) return true;
    throw new UnauthorizedException('Changes need the key: send it as "Authorization: Bearer <key>".');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
