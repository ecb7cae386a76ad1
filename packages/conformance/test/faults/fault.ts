/** One fault of an adapter, and the test of the suite that must detect it. */
export interface Fault<TAdapter> {
  /** What the adapter does wrong. */
  readonly what: string;
  /** The test and its blocks, below the name of the platform. */
  readonly caughtBy: readonly string[];
  /** A part of the error message of that test that must point to the fault. */
  readonly says?: string;
  /** An adapter without other faults. */
  readonly Adapter: new (
    ...args: any[]
  ) => TAdapter;
}

/** The block with the tests of the adapter without a fault. */
export const UNBROKEN = 'unbroken';
