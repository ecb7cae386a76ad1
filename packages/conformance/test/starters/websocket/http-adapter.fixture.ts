export { MyPlatformAdapter as HttpAdapter } from '../http/index.js';
