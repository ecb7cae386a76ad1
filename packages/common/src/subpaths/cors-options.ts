/** `@portico/common/interfaces/external/cors-options.interface.js`: the options of `enableCors()`. */
export type { CorsOptions, CorsOptionsDelegate, CustomOrigin } from '../contracts/http/cors-options.js';
