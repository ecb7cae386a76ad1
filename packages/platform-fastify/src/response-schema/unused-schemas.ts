import { Logger, RequestMethod } from '@portico/common';
import { HTTP_CODE_METADATA } from '@portico/common/constants';
import { Reflector } from '@portico/core';
import { unusedResponseSchema } from '../errors.js';
import { readRouteOptions } from '../route-decorators.js';
import { isRecord } from './json-schema.js';

const reflector = new Reflector();
const logger = new Logger('FastifyAdapter');

/**
 * Logs a warning if a handler has response schemas for success, but none for the status with which it replies: what they
 * omit would be sent.
 *
 * @param handler the method of the controller
 * @param route for the warning: `POST /cats`
 */
export function warnOfUnusedSchemas(handler: Function, method: RequestMethod, route: string): void {
  const { schema } = readRouteOptions(handler);
  if (!isRecord(schema?.response)) return;
  const given = Object.keys(schema.response);
  const own: number | undefined = reflector.get(HTTP_CODE_METADATA, handler);
  const status = own ?? (method === RequestMethod.POST ? 201 : 200);
  const successes = given.filter((key) => /^2(\d\d|xx)$/i.test(key));
  if (successes.length === 0 || given.some((key) => appliesTo(key, status))) return;
  logger.warn(unusedResponseSchema(route, successes, status).message);
}

/** As Fastify chooses the schema of a reply. */
function appliesTo(key: string, status: number): boolean {
  return key === String(status) || key === 'default' || key.toLowerCase() === `${String(status)[0]}xx`;
}
