export type { DescribeHandlerOptions, HandlerEnvironment } from './enhancers/describe-handler.js';
export { describeGlobalFilters, describeHandler } from './enhancers/describe-handler.js';
export type { ContextualSlot, Slot, StaticSlot } from './enhancers/slot.js';
export { staticSlot } from './enhancers/slot.js';
export { compileFilters } from './pipeline/catch-exceptions.js';
export { compileHandler } from './pipeline/compile-handler.js';
export { CallContext } from './pipeline/execution-context.js';
export type {
  CompiledHandler,
  FailureHandler,
  FilterRecord,
  HandlerRecord,
  ParameterFactory,
  ParameterRecord,
} from './pipeline/handler-record.js';
export { isObservable, lastValueOf } from './pipeline/observable.js';
export { isThenable } from './pipeline/thenable.js';
export type { ParameterReader, TransportProfile } from './pipeline/transport-profile.js';
export type {
  CompileOptions,
  Transport,
  TransportDefinition,
  TransportHost,
} from './transports/transport.js';
export { TRANSPORT_METADATA } from './transports/transport.js';
export { TransportRunner } from './transports/transport-runner.js';
