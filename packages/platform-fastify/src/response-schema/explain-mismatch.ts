import type { FastifyReply } from 'fastify';
import { responseMismatch } from '../errors.js';
import { withKnownPlaces } from './json-schema.js';

/** Says of a body that a compiled serializer rejected for which route that was; returns other errors unchanged. */
export function explainMismatch(error: unknown, { request }: FastifyReply): unknown {
  const { schema, url } = request.routeOptions;
  if (schema?.response === undefined || !isOfSerializer(error)) return error;
  return responseMismatch(`${request.method} ${url}`, withKnownPlaces(error.message), error);
}

/** Returns whether an error comes from serializing: Fastify adds this property to such errors. */
function isOfSerializer(error: unknown): error is Error {
  return error instanceof Error && 'serialization' in error;
}
