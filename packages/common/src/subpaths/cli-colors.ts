/** `@portico/common/utils/cli-colors.util.js`: the colours of the console logger, for loggers of applications. */
import { colorsAllowed, paint, yellow as yellowOfContext } from '../logging/colors.js';

type Paint = (text: string) => string;

/** Whether text is coloured: `false` when `NO_COLOR` is set. */
export const isColorAllowed = colorsAllowed;

const allowed =
  (color: Paint): Paint =>
  (text) =>
    isColorAllowed() ? color(text) : text;

/** Functions that colour a text for a terminal, or return it unchanged if colours are disabled. */
export const clc = {
  bold: allowed(paint('1', '0')),
  green: allowed(paint('32')),
  yellow: allowed(paint('33')),
  red: allowed(paint('31')),
  magentaBright: allowed(paint('95')),
  cyanBright: allowed(paint('96')),
} as const;

/** The yellow of the context in the console logger. */
export const yellow: Paint = allowed(yellowOfContext);
