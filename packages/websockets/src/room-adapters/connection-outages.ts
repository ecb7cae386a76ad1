import { Outage } from './outage.js';

/** By what sends: clients of databases, and room adapters whose client is not known. */
const outages = new WeakMap<object, Outage>();
/** Senders whose connection is known: one of them has sent with the other. */
const joined = new WeakSet<object>();
let current: object | undefined;

/** @param sender a client of Redis, or a room adapter whose client is not known */
export function outageOf(sender: object): Outage {
  let outage = outages.get(sender);
  if (!outage) {
    outage = new Outage();
    outages.set(sender, outage);
  }
  return outage;
}

/** Makes two objects for one connection share their outages. */
export function shareOutage(from: object, to: object): void {
  outages.set(to, outageOf(from));
}

/** Runs a call of a room adapter: what it sends with, before it waits for something, has the same outages. */
export function sendWithin<T>(sender: object, send: () => T): T {
  const before = current;
  current = sender;
  try {
    return send();
  } finally {
    current = before;
  }
}

/**
 * Returns the outage to which a command belongs. Room adapters also send after they have waited for something, when it is not known
 * which of them sends; one outage of their connection would then be logged once for the client and once for each of them.
 */
export function outageOfCommand(client: object): Outage {
  if (current && !joined.has(current)) join(current, client);
  else if (current && !joined.has(client)) join(client, current);
  return outageOf(client);
}

function join(sender: object, other: object): void {
  const [own, shared] = [outageOf(sender), outageOf(other)];
  joined.add(sender).add(other);
  if (own === shared) return;
  shared.addUsersOf(own);
  outages.set(sender, shared);
}
