/** `@portico/common/enums/route-paramtypes.enum.js`: for modules that read where parameters come from. */
export { RouteParamtypes } from '../metadata/route-paramtypes.js';
