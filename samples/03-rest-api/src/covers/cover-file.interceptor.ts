import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@portico/common';

/** Token of the platform's own interceptor for uploads. */
export const PLATFORM_COVER_FILE = Symbol('PLATFORM_COVER_FILE');

/**
 * Reads an uploaded cover, on whichever platform: controllers name this class, the module says who does the work.
 */
@Injectable()
export class CoverFileInterceptor implements NestInterceptor {
  constructor(@Inject(PLATFORM_COVER_FILE) private readonly platform: NestInterceptor) {}

  intercept(context: ExecutionContext, next: CallHandler): ReturnType<NestInterceptor['intercept']> {
    return this.platform.intercept(context, next);
  }
}
