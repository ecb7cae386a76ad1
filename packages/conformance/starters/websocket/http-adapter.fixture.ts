/** The HTTP platform that the tests run on. In a package of its own: any one, such as ExpressAdapter. */
export { MyPlatformAdapter as HttpAdapter } from '../http/index.js';
