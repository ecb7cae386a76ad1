/** A replacement in one file of a starter that breaks it. */
export interface Mutant {
  /** What the adapter does wrong. */
  readonly what: string;
  /** The path below `starters/http` or `starters/websocket`. */
  readonly file: string;
  /** The text to replace, which the file contains exactly once. */
  readonly from: string;
  readonly to: string;
  /** The suite that must detect it. Default: `describeHttpPlatform` or `describeWebSocketPlatform`. */
  readonly suite?: 'rfc6455';
  /** Why no test can detect it. Default: a test must detect it. */
  readonly survives?: string;
}
