import { type FrameworkError, type FrameworkErrorCounterpart, frameworkError } from '@portico/common/internal';
import type { CoreErrorCode } from './catalogue.js';

export interface CoreErrorInit {
  readonly code: CoreErrorCode;
  /** The lines of the message: what happened, to what, and why. */
  readonly lines: readonly (string | undefined | false)[];
  /** How to fix it: each entry one command or one line of code, the most likely first. */
  readonly remedies: readonly (string | undefined | false)[];
  /** The error of NestJS in this place, from `nestErrors`. */
  readonly counterpart?: FrameworkErrorCounterpart | undefined;
  readonly cause?: unknown;
}

/** Creates an error of the catalogue, with its remedies and a link to its section in docs/errors.md. */
export function coreError(init: CoreErrorInit): FrameworkError {
  const remedies = init.remedies.filter(isText);
  return frameworkError({
    code: init.code,
    message: init.lines.filter(isText).join('\n'),
    remedy: remedies.length > 1 ? remedies.map((remedy) => `- ${remedy}`).join('\n') : (remedies[0] ?? ''),
    ...(init.counterpart ? { counterpart: init.counterpart } : {}),
    ...('cause' in init ? { cause: init.cause } : {}),
  });
}

function isText(value: string | undefined | false): value is string {
  return typeof value === 'string' && value !== '';
}
