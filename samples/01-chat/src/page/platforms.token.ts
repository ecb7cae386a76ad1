/** Token of the {@link Platforms} the application runs on. */
export const PLATFORMS = Symbol('PLATFORMS');
