/** Token of the name of the HTTP platform. */
export const PLATFORM_NAME = Symbol('PLATFORM_NAME');
