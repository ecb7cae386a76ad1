import { Logger, type PipeTransform } from '@portico/common';
import { needsType } from '@portico/common/internal';
import { coreError } from '../errors/core-error.js';
import type { HandlerRecord, ParameterRecord } from './handler-record.js';
import type { TransportProfile } from './transport-profile.js';

const logger = new Logger('Validation');

const warned = new WeakSet<PipeTransform>();

/**
 * Logs that a pipe accepts every value of a parameter, because the compiler emitted no type by which it could validate.
 * Once for each pipe, because a global one would repeat it for each handler.
 */
export function warnOfUntypedValidation(profile: TransportProfile, record: HandlerRecord): void {
  // The schema of a message has validated its body.
  if (record.transformData) return;
  for (const parameter of record.parameters) {
    const kind = kindOf(profile, parameter);
    const pipe = kind && uselessPipeOf(parameter);
    if (!pipe || warned.has(pipe)) continue;
    warned.add(pipe);
    logger.warn(untypedValidation(`${record.owner.name}.${record.methodName}()`, kind, pipe).message);
  }
}

/** A parameter that has a class as its type: not one property, and not what a custom decorator returns. */
function kindOf(profile: TransportProfile, parameter: ParameterRecord): string | undefined {
  const { source, data, metatype, schema } = parameter;
  if (typeof source === 'function' || data !== undefined || metatype !== undefined || schema) return undefined;
  const kind = profile.argumentType(source);
  return kind === 'custom' ? undefined : kind;
}

/** The pipe, unless the parameter has another one, which may validate in its place. */
function uselessPipeOf({ pipes }: ParameterRecord): PipeTransform | undefined {
  const instances = pipes.map((slot) => (slot.contextual ? undefined : slot.instance));
  // A preview of an application has no instances.
  return instances.every((pipe) => pipe && needsType(pipe)) ? instances[0] : undefined;
}

function untypedValidation(handler: string, kind: string, pipe: PipeTransform) {
  const { name } = pipe.constructor;
  return coreError({
    code: 'PORTICO_UNTYPED_VALIDATION',
    lines: [
      `${handler} receives its ${kind} without validation: ${name} validates by the type of the parameter, which is unknown.`,
      'The tool that compiled it did not emit parameter types: esbuild and tsx never do, tsc does with "emitDecoratorMetadata".',
      'This is logged once for each pipe, and applies to other handlers as well.',
    ],
    remedies: [
      'Compile with a tool that emits decorator metadata, for example: node --import @oxc-node/core/register src/main.ts.',
      `Or name the class: @Body(new ${name}({ expectedType: TheClass })), and likewise with @MessageBody().`,
    ],
  });
}
