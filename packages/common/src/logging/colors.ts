import type { LogLevel } from '../contracts/application/logger-service.js';

type Paint = (text: string) => string;

export const paint =
  (open: string, close = '39'): Paint =>
  (text) =>
    `\u001b[${open}m${text}\u001b[${close}m`;

export const yellow: Paint = paint('38;5;3');

export const COLOR_OF_LEVEL: Readonly<Record<LogLevel, Paint>> = {
  log: paint('32'),
  error: paint('31'),
  warn: paint('33'),
  debug: paint('95'),
  verbose: paint('96'),
  fatal: paint('1', '0'),
};

/** True unless `NO_COLOR` is set (https://no-color.org). */
export function colorsAllowed(): boolean {
  return !process.env['NO_COLOR'];
}
