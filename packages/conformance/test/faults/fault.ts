import type { UploadInterceptors } from '../../src/http/support/platform.js';

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

/** A fault of the file interceptors of a platform. */
export interface UploadFault<TAdapter> extends Fault<TAdapter> {
  readonly uploads: UploadInterceptors;
}

/** The block with the tests of the adapter without a fault. */
export const UNBROKEN = 'unbroken';
