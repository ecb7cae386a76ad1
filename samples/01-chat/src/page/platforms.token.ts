/** Token of the {@link Platforms} on which the application runs. */
export const PLATFORMS = Symbol('PLATFORMS');
