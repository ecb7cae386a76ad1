import type { NestApplicationContextOptions } from '@portico/common';
import { Logger } from '@portico/common';
import { isFrameworkError } from '@portico/common/internal';

/**
 * Reports that an application could not be created, and exits the process unless `abortOnError` is false.
 *
 * @throws the error, when `abortOnError` is `false`.
 */
export function failStartup(error: unknown, options: NestApplicationContextOptions): never {
  new Logger('ExceptionHandler').error(report(error));
  if (options.bufferLogs && options.autoFlushLogs !== false) Logger.flush();
  if (options.abortOnError !== false) process.exit(1);
  throw error;
}

/** The message of our own errors has their code and says everything; only the stack of its cause points to the application. */
function report(error: unknown): unknown {
  if (!isFrameworkError(error)) return error instanceof Error ? (error.stack ?? error.message) : error;
  const head = `${error.name}: ${error.message}`;
  const { cause } = error;
  return cause instanceof Error ? `${head}\n\nCaused by: ${cause.stack ?? cause.message}` : head;
}
