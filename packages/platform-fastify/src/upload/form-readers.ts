/**
 * Who reads forms. Decorators run while modules load, long before an adapter starts, and the adapter loads the multipart plugin
 * only when a file interceptor exists.
 */
let demanded = false;

/** Marks the classes of file interceptors, and what extends them. */
const READS_FORMS = Symbol('reads forms');

/** Classes of file interceptors that have been constructed, of which some are interceptors of routes. */
class ConstructedReaders {
  private readonly constructed = new WeakSet<Function>();
  private readonly claimed = new WeakSet<Function>();
  private unclaimed = 0;

  /** Whether one of them is not an interceptor of a route: another interceptor calls it, whose routes cannot be known. */
  get hasUnclaimed(): boolean {
    return this.unclaimed > 0;
  }

  note(reader: Function): void {
    if (this.constructed.has(reader)) return;
    this.constructed.add(reader);
    if (!this.claimed.has(reader)) this.unclaimed += 1;
  }

  /** The class is an interceptor of a route. */
  claim(reader: Function): void {
    if (this.claimed.has(reader)) return;
    this.claimed.add(reader);
    if (this.constructed.has(reader)) this.unclaimed -= 1;
  }
}

/** Those that no application has made, but an interceptor of its own or `new`. */
const withoutApplication = new ConstructedReaders();
/** Those that the application of an adapter has made: as interceptors of routes, or as providers. */
const byAdapter = new WeakMap<object, ConstructedReaders>();

/** Makes a class known as that of a file interceptor. */
export function demandMultipart(reader: Function): void {
  demanded = true;
  Object.defineProperty(reader, READS_FORMS, { value: true });
}

/** Returns whether a class of this process reads forms. */
export function isMultipartDemanded(): boolean {
  return demanded;
}

/**
 * Notes the class of a file interceptor that has been constructed.
 *
 * @param application that has made it; one without an adapter has no routes
 */
export function noteReader(reader: Function, application: { readonly httpAdapter?: object } | undefined): void {
  if (!application) withoutApplication.note(reader);
  else if (application.httpAdapter) readersOf(application.httpAdapter).note(reader);
}

/**
 * Notes the interceptors of a route.
 *
 * @returns whether one of them reads forms
 */
export function claimReaders(adapter: object, interceptors: readonly Function[]): boolean {
  const readers = interceptors.filter((each) => Reflect.get(each, READS_FORMS) === true);
  for (const reader of readers) {
    withoutApplication.claim(reader);
    readersOf(adapter).claim(reader);
  }
  return readers.length > 0;
}

/** Returns whether routes of an application may read forms although none of their own interceptors does. */
export function hasUnclaimedReaders(adapter: object): boolean {
  return withoutApplication.hasUnclaimed || readersOf(adapter).hasUnclaimed;
}

function readersOf(adapter: object): ConstructedReaders {
  let readers = byAdapter.get(adapter);
  if (!readers) {
    readers = new ConstructedReaders();
    byAdapter.set(adapter, readers);
  }
  return readers;
}
