import type { Difference } from '../../area.js';
import type { Seen } from '../../explained-difference.js';
import type { ContainerCase } from '../case.js';
import { forwardFactories } from './cycles-of.js';

/** Events and answers, without what two frameworks may call by other names. */

/** Both sides with `null` for what such factories have made, where it is injected. */
export function withoutFactories(theCase: ContainerCase, { portico, reference }: Difference): Seen {
  const made = new RegExp(`f:(${forwardFactories(theCase).join('|') || 'none'})@[\\w.]+#\\d+'*`, 'g');
  const change = (events: unknown) =>
    Array.isArray(events)
      ? events.map((event) => {
          const [head, ...args] = String(event).split('(');
          return [head, ...args.map((each) => each.replace(made, 'null').replaceAll('undefined', 'null'))].join('(');
        })
      : events;
  return { portico: change(portico), reference: change(reference) };
}

/**
 * Both sides without the events that only one of them shows, if they are meant.
 *
 * @param isOwn of those that only Portico shows
 * @param isOther of those that only the reference shows
 */
export function withoutSingle(
  { path, portico, reference }: Difference,
  isOwn: (event: string) => boolean,
  isOther: (event: string) => boolean,
): Seen {
  if (!Array.isArray(portico) || !Array.isArray(reference)) return { portico, reference };
  const [own, other] = [withoutNumbers(portico) as string[], withoutNumbers(reference) as string[]];
  // Which of equal events are beyond the others is not known: those that leave the more similar order.
  const ways = [false, true].map((keepsLast) => ({
    portico: withoutBeyond(own, other, isOwn, keepsLast),
    reference: withoutBeyond(other, own, isOther, keepsLast),
  }));
  const [first, last] = [ways[0]!, ways[1]!];
  if (first.portico.length + first.reference.length === own.length + other.length) return { portico, reference };
  return inOrderOf(path, displacement(first) <= displacement(last) ? first : last);
}

/** By how many places events are moved, all together. */
function displacement({ portico, reference }: { portico: readonly string[]; reference: readonly string[] }): number {
  const places = new Map<string, number[]>();
  for (const [place, event] of reference.entries()) places.set(event, [...(places.get(event) ?? []), place]);
  return portico.reduce((sum, event, place) => {
    const expected = places.get(event)?.shift();
    return sum + (expected === undefined ? 0 : Math.abs(expected - place));
  }, 0);
}

/** Events without those that are beyond others, if they are meant; of equal ones, the first or the last are kept. */
function withoutBeyond(
  events: readonly string[],
  others: readonly string[],
  isMeant: (event: string) => boolean,
  keepsLast: boolean,
): string[] {
  const left = [...others];
  const kept = (keepsLast ? events.toReversed() : events).filter((event) => {
    const index = left.indexOf(event);
    if (index >= 0) left.splice(index, 1);
    return index >= 0 || !isMeant(event);
  });
  return keepsLast ? kept.toReversed() : kept;
}

/** Events, which are sorted, after they have changed; an order stays as it is. */
export function inOrderOf(path: string, { portico, reference }: Seen): Seen {
  const sorted = (events: unknown) =>
    path.endsWith('.events') && Array.isArray(events) ? [...(events as string[])].sort() : events;
  return { portico: sorted(portico), reference: sorted(reference) };
}

/** Whether all events of Portico are among those of the reference. */
export function isPart(portico: unknown, reference: unknown): boolean {
  return ((portico ?? []) as string[]).every((event) => ((reference ?? []) as string[]).includes(event));
}

/** The events that are not among others, as often as they are not. */
export function beyond(events: unknown, others: unknown): string[] {
  const left = [...((others ?? []) as string[])];
  return ((events ?? []) as string[]).filter((event) => {
    const index = left.indexOf(event);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Events in which all instances are finished, and without numbers. */
export function finished(events: unknown): unknown {
  return Array.isArray(events) ? events.map((event) => withoutNumber(event).replaceAll('unmade ', '')) : events;
}

export function sameEvents(portico: unknown, reference: unknown): boolean {
  const sorted = (events: unknown) => JSON.stringify([...(events as string[])].sort());
  return Array.isArray(portico) && Array.isArray(reference) && sorted(portico) === sorted(reference);
}

export function constructed(events: unknown): unknown {
  return Array.isArray(events) ? events.filter((event) => /^(new|f:)/.test(String(event))) : events;
}

/** An answer in which the instances of each name are numbered as they come. */
export function renumbered(answer: unknown): string {
  const numbers = new Map<string, Map<string, number>>();
  return String(answer).replace(/([\w:@.]+)#(\d+)/g, (_, name: string, number: string) => {
    const known = numbers.get(name) ?? new Map<string, number>();
    numbers.set(name, known);
    if (!known.has(number)) known.set(number, known.size + 1);
    return `${name}#${known.get(number)}`;
  });
}

export function withoutNumber(event: unknown): string {
  return String(event).replaceAll(/#\d+/g, '');
}

export function withoutNumbers(events: unknown): unknown {
  return Array.isArray(events) ? events.map(withoutNumber) : events;
}

/** What an answer names, without numbers. */
export function namesOf(answer: unknown): string[] {
  return String(answer).match(/[\w:@.]+(?=#)|null|undefined|a promise/g) ?? [];
}

/** Events without numbers and without what was injected, or an answer by its first name. */
export function headsOf(seen: unknown): string[] {
  return [seen ?? []].flat().map((each) => String(each).replace(/#\d+.*/, ''));
}
