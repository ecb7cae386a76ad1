import type { CompileOptions } from '@portico/core/transports';
import type { BodyLimits } from '../contracts/options/body-limits.js';
import { bodyLimits } from './body-limits.js';
import type { DefinedHandler } from './defined-names.js';
import { compileBody } from './message-body.js';
import { compileResultCheck } from './message-result.js';

export interface HandlerCheckOptions {
  readonly bodyLimits: BodyLimits | undefined;
  readonly validateReplies?: boolean | undefined;
}

/**
 * Returns the stages that the definition of a message adds to its handler: none for a message without a definition.
 *
 * @param gateway the name of its class
 * @throws FrameworkError `PORTICO_WS_DEFINITION` or `PORTICO_INVALID_NUMBER`
 */
export function handlerChecks(
  gateway: string,
  { methodName, definitions: [definition] }: DefinedHandler,
  options: HandlerCheckOptions,
): Pick<CompileOptions, 'send' | 'transformData'> {
  if (!definition) return {};
  const owner = `${gateway}.${methodName}()`;
  return {
    transformData: compileBody(definition, owner, bodyLimits(options.bodyLimits, gateway)),
    send: options.validateReplies ? compileResultCheck(definition, owner) : undefined,
  };
}
