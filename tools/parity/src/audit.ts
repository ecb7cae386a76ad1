import { isDeepStrictEqual } from 'node:util';
import type { Area, Difference } from './area.js';
import { changedFacts } from './changed-facts.js';
import { explainAny } from './explain.js';
import type { ExplainedDifference } from './explained-difference.js';

/** Changes of one difference that are tried at most. */
const MOST_CHANGES = 60;

/** How many faults each explanation would hide: whether it still explains a difference after what Portico shows has changed. */
export class Audit {
  private readonly counts = new Map<string, { tried: number; hidden: number }>();

  /** @param known the explained differences of the area */
  add(
    area: Pick<Area, 'isFault'>,
    known: readonly ExplainedDifference[],
    theCase: unknown,
    difference: Difference,
    explanations: readonly ExplainedDifference[],
  ): void {
    const changes = changedFacts(difference.portico)
      .slice(0, MOST_CHANGES)
      .filter((portico) => !isDeepStrictEqual(portico, difference.reference));
    const hidden = changes.filter((portico) => {
      const changed = withFact(difference, portico);
      return !area.isFault?.(theCase, changed) && explainAny(known, theCase, changed) !== undefined;
    });
    for (const { id } of explanations) {
      const count = this.counts.get(id) ?? { tried: 0, hidden: 0 };
      this.counts.set(id, { tried: count.tried + changes.length, hidden: count.hidden + hidden.length });
    }
  }

  /** Which share of the changes an explanation would hide: `12 of 340 changes`. */
  shareOf(id: string): string | undefined {
    const count = this.counts.get(id);
    return count && `${count.hidden} of ${count.tried} changes`;
  }
}

function withFact(difference: Difference, portico: unknown): Difference {
  const changed = { ...difference, portico };
  const isTrace = difference.path.endsWith('.trace') && Array.isArray(portico);
  return difference.traces && isTrace ? { ...changed, traces: { ...difference.traces, portico } } : changed;
}
