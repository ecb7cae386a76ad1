import type { MessageSchema } from '../messages/schema.js';

/** Whether a value implements Standard Schema. Schemas of some libraries are functions. */
export function isSchema(value: unknown): value is MessageSchema {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null || !('~standard' in value))
    return false;
  const standard = value['~standard'];
  return typeof standard === 'object' && standard !== null && 'validate' in standard;
}
