import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Headers, HttpCode, Inject, Post, UnauthorizedException } from '@portico/common';
import { SETTINGS, type Settings } from '../settings.js';
import { type IssuedToken, TokensService } from '../tokens/tokens.service.js';

/** Issues tokens to services, which send them in a header and have no session. */
@Controller('service-token')
export class ServiceTokensController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tokens: TokensService,
  ) {}

  @Post()
  @HttpCode(200)
  issue(@Headers('x-service-key') key = ''): Promise<IssuedToken> {
    // Digests have the same length, so that the time of the comparison does not depend on the key.
    if (!timingSafeEqual(digest(key), digest(this.settings.serviceKey))) {
      throw new UnauthorizedException('Send the key of the service as "X-Service-Key"');
    }
    return this.tokens.issue({ name: 'a service', role: 'service' });
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
