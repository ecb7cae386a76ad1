export { describeHttpPlatform } from './http/describe-http-platform.js';
export type {
  Capability,
  HttpCapabilities,
  HttpPlatform,
  PathOptions,
  UploadInterceptors,
} from './http/support/platform.js';
