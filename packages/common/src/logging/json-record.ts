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
  cause?: unknown;
}

export interface JsonRecordParts {
  level: LogLevel;
  message: unknown;
  context?: string | undefined;
  stack?: unknown;
  params?: Record<string, unknown> | undefined;
  flattenParams?: boolean | undefined;
}

/** Creates an entry. An error as message is written with its fields next to its text. */
export function jsonRecord(parts: JsonRecordParts): JsonLogRecord {
  const { message } = parts;
  const record: JsonLogRecord = {
    level: parts.level,
    pid: process.pid,
    timestamp: Date.now(),
    message: message instanceof Error ? message.message : message,
  };
  if (parts.context) record.context = parts.context;
  if (parts.stack) record.stack = parts.stack;
  if (message instanceof Error) record.error = serializeError(message);
  if (!parts.params) return record;
  if (parts.flattenParams) return { ...parts.params, ...record };
  record.params = parts.params;
  return record;
}

/** Writes an entry on one line. Values that cannot be serialized become text, and circular references `[Circular]`. */
export function stringifyRecord(record: JsonLogRecord): string {
  const ancestors: unknown[] = [];
  return JSON.stringify(record, function (this: unknown, _key, value: unknown) {
    if (typeof value === 'bigint' || typeof value === 'symbol') return value.toString();
    if (value instanceof Map || value instanceof Set) return inspect(value);
    if (typeof value !== 'object' || value === null) return value;
    while (ancestors.length > 0 && ancestors[ancestors.length - 1] !== this) ancestors.pop();
    if (ancestors.includes(value)) return '[Circular]';
    ancestors.push(value);
    return value instanceof Error ? serializeError(value) : value;
  });
}

function serializeError(error: Error): SerializedError {
  const serialized: SerializedError = { name: error.name, message: error.message };
  if (error.stack) serialized.stack = error.stack;
  if (error.cause !== undefined) serialized.cause = error.cause;
  return serialized;
}
