/** `@portico/core/injector/instance-wrapper.js`: what the container knows of a provider. */
export { ProviderRecord as InstanceWrapper } from '../container/provider-record.js';
