import { isDeepStrictEqual } from 'node:util';
import type { ContainerObservation } from './case.js';

export interface Facts {
  readonly [path: string]: unknown;
}

/**
 * The observed facts, which are compared one by one. Instances that were created before a start or request failed are
 * left out: they are not guaranteed.
 */
export function factsOf(observation: ContainerObservation): Facts {
  const { outcome, trace, answers, closing } = observation;
  if (outcome !== 'started') return { outcome };
  const facts: Record<string, unknown> = { outcome, closing };
  for (const [index, answer] of answers.entries()) facts[`answers.${index}`] = answer;
  for (const [part, seen] of partsOf(trace)) {
    const answer = part.startsWith('question.') ? answers[Number(part.slice(9))]! : '#';
    if (isError(answer)) continue;
    const events = part === 'close' ? seen.filter((event) => HOOK.test(event)) : seen;
    facts[`${part}.events`] = [...events].sort();
    facts[`${part}.order`] = events;
  }
  return facts;
}

const HOOK = /^(on|before)[A-Z]/;

/** Whether an answer is the kind of an error. */
export function isError(answer: string): boolean {
  return /^(boom|unknown|undefined |circular|scoped|invalid)/.test(answer);
}

/** Compares two observations. */
export function differingFacts(
  portico: Facts,
  reference: Facts,
): { path: string; portico: unknown; reference: unknown }[] {
  const paths = portico['outcome'] === reference['outcome'] ? Object.keys({ ...reference, ...portico }) : ['outcome'];
  // Instances are numbered as they are constructed: another order of construction gives them other numbers.
  // Instances from a look-up that succeeded on one side only exist already in the next look-up there.
  const parted = paths.filter((path) => isError(String(portico[path])) !== isError(String(reference[path])));
  const first = Math.min(...parted.map((path) => Number(path.replace('answers.', ''))));
  const renumbered =
    !isDeepStrictEqual(portico['start.order'], reference['start.order']) ||
    hasNamesakes(reference['start.order']) ||
    parted.length > 0;
  return paths
    .filter((path) => path in portico === path in reference || !path.startsWith('question.'))
    .filter((path) => !path.startsWith('question.') || !(Number(path.split('.')[1]) > first))
    .filter((path) => {
      const found = asFinished(reference[path], portico[path]);
      if (renumbered && path !== 'start.order') {
        const [other, own] = [withoutNumbers(found), withoutNumbers(portico[path])];
        const isSorted = path.endsWith('.events');
        return !isDeepStrictEqual(isSorted ? sorted(other) : other, isSorted ? sorted(own) : own);
      }
      return !isDeepStrictEqual(found, portico[path]);
    })
    .map((path) => ({ path, portico: portico[path], reference: reference[path] }));
}

/** Whether two instances have equal arguments, so that they cannot be distinguished. */
function hasNamesakes(events: unknown): boolean {
  const names = nameless((events ?? []) as unknown[]);
  return new Set(names).size < names.length;
}

/** Events that were sorted with the numbers of their instances. */
function sorted(events: unknown): unknown {
  return Array.isArray(events) ? [...events].sort() : events;
}

function withoutNumbers(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll(/#\d+/g, ''));
}

/**
 * Whether two orders differ only in events that could happen at the same time: a few places earlier or later, and with
 * dependency chains of about the same length.
 *
 * @param isLate whether an event may be late whatever the length of its dependency chain
 */
export function isNearlySameOrder(
  portico: unknown,
  reference: unknown,
  isLate: (event: string) => boolean = () => false,
): boolean {
  if (!Array.isArray(portico) || !Array.isArray(reference) || portico.length !== reference.length) return false;
  const left = new Map<string, number[]>();
  for (const [place, event] of nameless(reference).entries()) left.set(event, [...(left.get(event) ?? []), place]);
  const places = nameless(portico).map((event) => left.get(event)?.shift());
  const events = nameless(portico);
  const depths = depthsOf(events);
  // What is late has no influence on how far the others have moved, and equal events count once. Nor has the layer that
  // an event is in, except the first one: in that, nothing waits for a look-up.
  const all = [...events.keys()];
  const onTime = all.filter((place) => !isLate(events[place]!));
  const isFar = (expected: number, place: number): boolean => {
    const isItselfLate = isLate(events[place]!);
    const layer = depths[place]!;
    const counts = (each: number) => layer <= 1 || depths[each] !== layer;
    const count = (isBefore: (each: number) => boolean) =>
      new Set(
        (isItselfLate ? all : onTime).filter((each) => isBefore(each) && counts(each)).map((each) => events[each]),
      ).size;
    const before = count((each) => each < place);
    const expectedBefore = count((each) => (places[each] ?? 0) < expected);
    return Math.abs(expectedBefore - before) > (isItselfLate ? 2 * NEARLY : NEARLY);
  };
  return places.every(
    (expected, place) =>
      expected !== undefined &&
      !isFar(expected, place) &&
      places.every(
        (other, later) =>
          later <= place ||
          (other ?? 0) > expected ||
          Math.abs(depths[place]! - depths[later]!) <= LAYERS ||
          isLate(events[place]!) ||
          isLate(events[later]!),
      ),
  );
}

const NEARLY = 4;

/** By how much the dependency chains of two events that change places may differ in length. */
const LAYERS = 3;

/** The length of the longest dependency chain of what an event constructs. */
function depthsOf(events: readonly string[]): readonly number[] {
  const known = new Map<string, number>();
  return events.map((event) => {
    const [, made, args = ''] = /^(?:new )?([^(]+)\((.*)\)$/.exec(event) ?? [];
    if (made === undefined) return 0;
    const depth = 1 + Math.max(0, ...args.split(', ').map((arg) => known.get(arg) ?? 0));
    known.set(made, Math.max(known.get(made) ?? 0, depth));
    return depth;
  });
}

function nameless(events: readonly unknown[]): string[] {
  return events.map((event) => String(event).replaceAll(/#\d+/g, ''));
}

/** Where the reference injects an object that is not constructed yet, a constructed one is accepted, too. */
function asFinished(reference: unknown, portico: unknown): unknown {
  if (!Array.isArray(reference) || !Array.isArray(portico)) return reference;
  return reference.map((event: unknown, index) => finishEvent(String(event), String(portico[index])));
}

function finishEvent(reference: string, portico: string): string {
  const finished = [...portico.matchAll(/[CM]\d+#\d+/g)].map(([name]) => name);
  return reference.replaceAll(/unmade ([CM]\d+)/g, (unmade, name: string) => {
    return finished.find((candidate) => candidate.startsWith(`${name}#`)) ?? unmade;
  });
}

/** The trace in its parts: start, each look-up, close. */
function partsOf(trace: readonly string[]): Map<string, string[]> {
  const parts = new Map<string, string[]>([['start', []]]);
  let part = parts.get('start')!;
  for (const event of trace) {
    if (event === 'close' || event.startsWith('question ')) {
      part = [];
      parts.set(event.replace(' ', '.'), part);
    } else part.push(event);
  }
  return parts;
}
