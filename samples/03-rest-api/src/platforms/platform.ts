import type { NestInterceptor, Type } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import { MAX_COVER_BYTES } from '../covers/limits.js';
import type { HttpPlatform } from '../settings.js';

/** What differs between the platforms: the adapter, and the interceptor for uploads. */
export interface Platform {
  readonly name: HttpPlatform;
  readonly adapter: AbstractHttpAdapter;
  /** Reads the file of the form field `cover`, for `@UploadedFile()`. */
  readonly coverFile: Type<NestInterceptor>;
}

/** Loads the package of one platform. That of the other one is not loaded. */
export async function loadPlatform(name: HttpPlatform): Promise<Platform> {
  const limits = { fileSize: MAX_COVER_BYTES, files: 1 };
  if (name === 'fastify') {
    const { FastifyAdapter, FileInterceptor } = await import('@portico/platform-fastify');
    return { name, adapter: new FastifyAdapter(), coverFile: FileInterceptor('cover', { limits }) };
  }
  const { ExpressAdapter, FileInterceptor } = await import('@portico/platform-express');
  return { name, adapter: new ExpressAdapter(), coverFile: FileInterceptor('cover', { limits }) };
}
