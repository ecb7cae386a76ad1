import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@portico/common';

/** Token of the interceptor for uploads of the platform. */
export const PLATFORM_COVER_FILE = Symbol('PLATFORM_COVER_FILE');

/**
 * Reads an uploaded cover on both platforms: controllers use this class, and the module sets the interceptor of the platform.
 */
@Injectable()
export class CoverFileInterceptor implements NestInterceptor {
  constructor(@Inject(PLATFORM_COVER_FILE) private readonly platform: NestInterceptor) {}

  intercept(context: ExecutionContext, next: CallHandler): ReturnType<NestInterceptor['intercept']> {
    return this.platform.intercept(context, next);
  }
}
