/** A small breakage of a starter, as a replacement in one of its files. */
export interface Mutant {
  /** What the adapter does wrong. */
  readonly what: string;
  /** Below `starters/http` or `starters/websocket`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** The suite that has to notice. Default: `describeHttpPlatform` or `describeWebSocketPlatform`. */
  readonly suite?: 'rfc6455';
  /** Why no test can notice. Absent: a test has to. */
  readonly survives?: string;
}
