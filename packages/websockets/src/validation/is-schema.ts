import { isObject, isObjectOrFunction } from '@portico/common/internal';
import type { MessageSchema } from '../messages/schema.js';

/** Returns whether a value implements Standard Schema. Schemas of some libraries are functions. */
export function isSchema(value: unknown): value is MessageSchema {
  if (!isObjectOrFunction(value)) return false;
  const standard = value['~standard'];
  return isObject(standard) && 'validate' in standard;
}
