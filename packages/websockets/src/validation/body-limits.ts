import { type NumberRule, numberOptions, stripOwnProtoKeys } from '@portico/common/internal';
import type { BodyLimits } from '../contracts/options/body-limits.js';

const RULES: Readonly<Record<keyof BodyLimits, NumberRule>> = {
  maxDepth: { kind: 'countOrNone', default: 64 },
  maxValues: { kind: 'countOrNone', default: 100_000 },
};

/**
 * Applies the defaults to the options of a gateway.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function bodyLimits(options: BodyLimits | undefined, gateway: string): Required<BodyLimits> {
  return numberOptions(gateway, 'bodyLimits.', options, RULES);
}

/**
 * Makes data of a client safe to validate: deletes properties that could change prototypes, and measures the rest level
 * by level, so that deep data cannot overflow the stack.
 *
 * @returns which limit is exceeded
 */
export function exceededLimit(data: unknown, limits: Required<BodyLimits>): string | undefined {
  let level = isContainer(data) ? [data] : [];
  let values = 0;
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limits.maxDepth) return `is nested more than ${limits.maxDepth} levels deep`;
    const next: object[] = [];
    for (const container of level) {
      const inner = valuesOf(container);
      values += inner.length;
      if (values > limits.maxValues) return `has more than ${limits.maxValues} values`;
      for (const value of inner) if (isContainer(value)) next.push(value);
    }
    level = next;
  }
  return undefined;
}

function valuesOf(container: object): readonly unknown[] {
  if (Array.isArray(container)) return container;
  stripOwnProtoKeys(container);
  return Object.values(container);
}

/** Binary data counts as one value, because the platform limits the size of messages. */
function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}
