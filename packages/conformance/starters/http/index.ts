export { MyPlatformAdapter } from './adapter.js';
