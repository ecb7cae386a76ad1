import type { Kind } from './kinds.js';
import type { Measurable, Round, Sample, Timing } from './work.js';

/** Seconds of processor time until it is the turn of the next kind. */
const SLICE = 0.1;

/**
 * Measures several kinds at the same time: all run, but one works while the others are paused, in short turns. The speed
 * of a virtual machine drifts by a third within seconds; measured one after the other, each kind gets another machine.
 *
 * @param start starts a kind
 * @param failures receives why a kind cannot be measured; the others are measured without it
 */
export async function measureInTurns(
  kinds: readonly Kind[],
  start: (kind: Kind) => Promise<Measurable>,
  { warmUp, duration }: Timing,
  failures: Map<Kind, Error>,
): Promise<Round> {
  const running = new Map<Kind, Measurable>();
  const round = new Map<Kind, Sample>();
  /** Runs a step of one kind while the others are paused. */
  const turn = async (kind: Kind, step: (subject: Measurable) => Promise<void>): Promise<void> => {
    const subject = running.get(kind);
    if (subject === undefined) return;
    const isAlone = kinds.length === 1;
    try {
      if (!isAlone) subject.resume();
      await step(subject);
      if (!isAlone) subject.pause();
    } catch (error) {
      failures.set(kind, error as Error);
      running.delete(kind);
      subject.resume();
      await subject.stop();
    }
  };
  try {
    for (const kind of kinds) {
      try {
        running.set(kind, await start(kind));
      } catch (error) {
        failures.set(kind, error as Error);
      }
      await turn(kind, (subject) => subject.work(warmUp));
    }
    const slices = Math.max(1, Math.round(duration / SLICE));
    for (let slice = 0; slice < slices; slice++) {
      // Back and forth: what drifts evenly affects all alike.
      for (const kind of slice % 2 === 0 ? kinds : kinds.toReversed())
        await turn(kind, (subject) => subject.measure(duration / slices));
    }
    for (const kind of kinds) {
      await turn(kind, async (subject) => {
        round.set(kind, await subject.finish());
      });
    }
    return round;
  } finally {
    for (const subject of running.values()) {
      subject.resume();
      await subject.stop();
    }
  }
}
