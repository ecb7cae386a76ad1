export { ApplicationConfig } from './application/application-config.js';
