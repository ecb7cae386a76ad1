import type { INestApplication } from '@portico/common';
import type { AbstractHttpAdapter } from '@portico/core';
import type { AbstractWsAdapter } from '@portico/websockets';

/** The adapters of samples/platform-bun. */
export interface BunPlatform {
  readonly BunHttpAdapter: new () => AbstractHttpAdapter;
  readonly BunWsAdapter: new (app: INestApplication) => AbstractWsAdapter;
}

/** Loads the sample, whose sources Bun runs as they are. Its path is the argument of the subject. */
export async function loadPlatform(): Promise<BunPlatform> {
  const [, , path = ''] = process.argv;
  // A path that is known only at run time has no type.
  return (await import(path)) as BunPlatform;
}
