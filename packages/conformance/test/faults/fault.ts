/** One way in which an adapter can be wrong, and the test of the suite that has to notice. */
export interface Fault<TAdapter> {
  /** What the adapter does wrong. */
  readonly what: string;
  /** The test, with the blocks that it stands in below the name of the platform. */
  readonly caughtBy: readonly string[];
  /** Part of the message of that test, where it has to lead to the fault. */
  readonly says?: string;
  /** An adapter that is right in everything else. */
  readonly Adapter: new (
    ...args: any[]
  ) => TAdapter;
}

/** The block that holds the tests of the adapter without a fault. */
export const UNBROKEN = 'unbroken';
