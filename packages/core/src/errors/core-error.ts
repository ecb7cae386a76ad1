import { type FrameworkError, type FrameworkErrorCounterpart, frameworkError } from '@portico/common/internal';
import type { CoreErrorCode } from './catalogue.js';

export interface CoreErrorInit {
  readonly code: CoreErrorCode;
  /** The lines of the message: what happened, to what, and why. */
  readonly lines: readonly (string | undefined | false)[];
  /** What would mend it, the likeliest first. */
  readonly remedies: readonly (string | undefined | false)[];
  /** The error of NestJS in this place, from `counterparts`. */
  readonly counterpart?: FrameworkErrorCounterpart | undefined;
  readonly cause?: unknown;
}

/** Makes an error of the catalogue, with its remedies as a list and the section that explains it. */
export function coreError(init: CoreErrorInit): FrameworkError {
  const remedies = init.remedies.filter(isText);
  const guide = `docs/errors.md#${init.code.toLowerCase()}`;
  return frameworkError({
    code: init.code,
    message: init.lines.filter(isText).join('\n'),
    remedy: `What would mend it:\n${remedies.map((remedy) => `- ${remedy}`).join('\n')}\n\n${init.code}, explained in ${guide}`,
    guide,
    ...(init.counterpart ? { counterpart: init.counterpart } : {}),
    ...('cause' in init ? { cause: init.cause } : {}),
  });
}

function isText(value: string | undefined | false): value is string {
  return typeof value === 'string' && value !== '';
}
