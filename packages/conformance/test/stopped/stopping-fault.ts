/** A way in which an adapter can be wrong that stops a suite before its first test, and what the suite says then. */
export interface StoppingFault<Adapter> {
  readonly what: string;
  readonly says: readonly string[];
  readonly Adapter: Adapter;
}
