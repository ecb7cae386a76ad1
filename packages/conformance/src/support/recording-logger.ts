import type { LoggerService } from '@portico/common';

/** Keeps the log of an application, so that tests can check what was logged and how often. */
export class RecordingLogger implements LoggerService {
  readonly errors: string[] = [];
  readonly warnings: string[] = [];
  readonly logs: string[] = [];

  error(message: unknown, ...rest: unknown[]): void {
    this.errors.push([message, ...rest].map(text).join('\n'));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.warnings.push([message, ...rest].map(text).join('\n'));
  }

  log(message: unknown): void {
    this.logs.push(text(message));
  }

  debug(): void {}
  verbose(): void {}

  fatal(message: unknown, ...rest: unknown[]): void {
    this.error(message, ...rest);
  }
}

function text(value: unknown): string {
  return value instanceof Error ? (value.stack ?? value.message) : String(value);
}
