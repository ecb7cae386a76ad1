/**
 * The contract by which a transport is added, such as the consumer of a queue.
 *
 * @packageDocumentation
 */

export type { ProviderRecord } from '../container/provider-record.js';
export { type FindProvided, SELF_PROVIDED } from '../container/self-provided.js';
export { openChannel } from '../diagnostics/open-channel.js';
export { type OpenTrace, type TraceChannel, traceCall } from '../diagnostics/trace-call.js';
export { similarNames } from '../errors/similar-names.js';
export { absolutePath } from '../http/paths/absolute-path.js';
export type { PathParameters } from '../http/paths/path-pattern.js';
export { compilePath, type PathTemplate, plainPath, rawPath } from '../http/paths/path-template.js';
export { CallContext } from '../pipeline/execution-context.js';
export type { CompiledHandler, FailureHandler } from '../pipeline/handler-record.js';
export { isObservable } from '../pipeline/observable.js';
export type { ParameterReader, TransportProfile } from '../pipeline/transport-profile.js';
export type { TransportMember } from '../scanning/transport-metadata.js';
export { markTransportMember, TRANSPORT_METADATA } from '../scanning/transport-metadata.js';
export { warnOfUncallableMethods } from '../scanning/uncallable-methods.js';
export type {
  CompileOptions,
  GuardOptions,
  HostedFactory,
  StoppedWork,
  Transport,
  TransportCloseOptions,
  TransportDefinition,
  TransportHost,
} from './transport.js';
