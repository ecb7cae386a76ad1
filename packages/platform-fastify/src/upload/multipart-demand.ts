/**
 * Who reads forms. Decorators run while modules load, long before an adapter starts, and the adapter loads the multipart plugin
 * only when a file interceptor exists.
 */
let demanded = false;

/** Marks the classes of file interceptors, and what extends them. */
const READS_FORMS = Symbol('reads forms');

const constructed = new WeakSet<Function>();
const claimed = new WeakSet<Function>();
/** How many classes have been constructed in that way that are not an interceptor of a route. */
let unclaimed = 0;
/** The classes that the application of an adapter has constructed: as interceptors of routes, or as providers. */
const constructedFor = new WeakMap<object, Set<Function>>();

/** Makes a class known as that of a file interceptor. */
export function demandMultipart(reader: Function): void {
  demanded = true;
  Object.defineProperty(reader, READS_FORMS, { value: true });
}

/** Whether a class of this process reads forms. */
export function isMultipartDemanded(): boolean {
  return demanded;
}

/** Notes the class of a file interceptor that no application has made, but an interceptor of its own or `new`. */
export function noteReader(reader: Function): void {
  if (constructed.has(reader)) return;
  constructed.add(reader);
  if (!claimed.has(reader)) unclaimed += 1;
}

/** Notes the class of a file interceptor that the application of an adapter has made. */
export function noteReaderOf(adapter: object, reader: Function): void {
  const known = constructedFor.get(adapter);
  if (known) known.add(reader);
  else constructedFor.set(adapter, new Set([reader]));
}

/**
 * Notes the interceptors of a route.
 *
 * @returns whether one of them reads forms
 */
export function claimReaders(interceptors: readonly Function[]): boolean {
  const readers = interceptors.filter((each) => Reflect.get(each, READS_FORMS) === true);
  for (const reader of readers) {
    if (claimed.has(reader)) continue;
    claimed.add(reader);
    if (constructed.has(reader)) unclaimed -= 1;
  }
  return readers.length > 0;
}

/**
 * Whether there is a file interceptor that is not one of a route: another interceptor has made it, or injects it as a provider of the
 * application, and the routes of that one cannot be known.
 */
export function hasUnclaimedReaders(adapter: object): boolean {
  if (unclaimed > 0) return true;
  for (const reader of constructedFor.get(adapter) ?? []) if (!claimed.has(reader)) return true;
  return false;
}
