import { requireBinary } from '@portico/test-support';

/**
 * The program that starts Redis or PostgreSQL.
 *
 * @throws if it is not installed
 */
export function engineBinary(name: 'redis-server' | 'initdb'): string {
  const binary = requireBinary(name);
  if (!binary) throw new Error(`${name} is not installed. Install it, or leave out what needs it.`);
  return binary;
}
