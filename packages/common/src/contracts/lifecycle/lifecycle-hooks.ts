/** Called when the providers of the host module have been resolved. */
export interface OnModuleInit {
  onModuleInit(): any;
}

/** Called when all modules have been initialized, before the application listens. */
export interface OnApplicationBootstrap {
  onApplicationBootstrap(): any;
}

/** Called first when the application closes. */
export interface OnModuleDestroy {
  onModuleDestroy(): any;
}

/** Called when the application closes, before connections are closed. */
export interface BeforeApplicationShutdown {
  /** @param signal the signal that closes the application, if one does. */
  beforeApplicationShutdown(signal?: string): any;
}

/** Called when the application closes, after connections have been closed. */
export interface OnApplicationShutdown {
  /** @param signal the signal that closes the application, if one does. */
  onApplicationShutdown(signal?: string): any;
}
