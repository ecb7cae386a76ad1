import type { ArgumentMetadata, PipeTransform } from '@portico/common';
import { letsThrough } from '@portico/common/internal';
import type { Slot } from '../resolution/slot.js';
import { argumentMetadata } from './bind-arguments.js';
import type { HandlerRecord } from './handler-record.js';
import type { TransportProfile } from './transport-profile.js';

/**
 * Leaves out pipes that return every value of a parameter unchanged, such as a global `ValidationPipe` for a parameter that
 * is a string. They return promises, so that each call would wait for them.
 */
export function withoutIdlePipes(profile: TransportProfile, record: HandlerRecord): HandlerRecord {
  if (record.parameters.every(({ pipes }) => pipes.length === 0)) return record;
  const parameters = record.parameters.map((parameter) => {
    const metadata = argumentMetadata(profile, parameter);
    if (metadata === undefined) return parameter;
    return { ...parameter, pipes: parameter.pipes.filter((slot) => !isIdle(slot, metadata)) };
  });
  return { ...record, parameters };
}

function isIdle(slot: Slot<PipeTransform>, metadata: ArgumentMetadata): boolean {
  // A preview of an application has no instances.
  return !slot.contextual && slot.instance !== undefined && letsThrough(slot.instance, metadata);
}
