/** A fault of an adapter that stops a suite before its first test, and the message of the suite. */
export interface StoppingFault<Adapter> {
  readonly what: string;
  readonly says: readonly string[];
  readonly Adapter: Adapter;
}
