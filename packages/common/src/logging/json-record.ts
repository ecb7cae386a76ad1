import { inspect } from 'node:util';
import type { LogLevel } from '../contracts/application/logger-service.js';

/** One entry of the JSON output. */
export interface JsonLogRecord {
  level: LogLevel;
  pid: number;
  timestamp: number;
  message: unknown;
  context?: string;
  stack?: unknown;
  error?: SerializedError;
  params?: Record<string, unknown>;
}

export interface SerializedError {
  name: string;
  message: string;
  stack?: string;
  /** The code of an error of Node.js or of a library, such as `ECONNREFUSED`. */
  code?: string | number;
  cause?: unknown;
  /** The errors of an `AggregateError`. */
  errors?: unknown[];
}

export interface JsonRecordParts {
  level: LogLevel;
  message: unknown;
  context?: string | undefined;
  stack?: unknown;
  params?: Record<string, unknown> | undefined;
  error?: Error | undefined;
  flattenParams?: boolean | undefined;
}

/** Creates an entry. The fields of an error are written next to the message, which may be the error itself. */
export function jsonRecord(parts: JsonRecordParts): JsonLogRecord {
  const { message } = parts;
  const error = parts.error ?? (message instanceof Error ? message : undefined);
  const record: JsonLogRecord = {
    level: parts.level,
    pid: process.pid,
    timestamp: Date.now(),
    message: message instanceof Error ? message.message : message,
  };
  if (parts.context) record.context = parts.context;
  if (parts.stack) record.stack = parts.stack;
  if (error) record.error = serializeError(error);
  if (!parts.params) return record;
  if (parts.flattenParams) return { ...parts.params, ...record };
  record.params = parts.params;
  return record;
}

/** Writes an entry on one line. Values that cannot be serialized become text, and circular references `[Circular]`. */
export function stringifyRecord(record: JsonLogRecord): string {
  // An error is replaced by an object with its fields, which is then the holder of their values.
  const ancestors: { readonly value: object; readonly holder: object }[] = [];
  return JSON.stringify(record, function (this: unknown, _key, value: unknown) {
    if (typeof value === 'bigint' || typeof value === 'symbol') return value.toString();
    if (value instanceof Map || value instanceof Set) return inspect(value);
    if (typeof value !== 'object' || value === null) return value;
    while (ancestors.length > 0 && ancestors[ancestors.length - 1]!.holder !== this) ancestors.pop();
    if (ancestors.some((ancestor) => ancestor.value === value)) return '[Circular]';
    const holder = value instanceof Error ? serializeError(value) : value;
    ancestors.push({ value, holder });
    return holder;
  });
}

function serializeError(error: Error): SerializedError {
  const serialized: SerializedError = { name: error.name, message: error.message };
  if (error.stack) serialized.stack = error.stack;
  const { code }: Error & { code?: unknown } = error;
  if (typeof code === 'string' || typeof code === 'number') serialized.code = code;
  if (error.cause !== undefined) serialized.cause = error.cause;
  if (error instanceof AggregateError) serialized.errors = error.errors;
  return serialized;
}
