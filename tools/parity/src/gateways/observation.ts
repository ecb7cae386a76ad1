/** The effects of one step of a script. */
export interface StepObservation {
  /** What each gateway and its enhancers did, in order. */
  readonly trace: Readonly<Record<string, readonly string[]>>;
  /** Hooks of all gateways, in order. */
  readonly hooks: readonly string[];
  /** What each client received, in order. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  /** Calls of `logger.error()`. */
  readonly errors: readonly string[];
  /** Unhandled rejections and uncaught exceptions: without the parity tool each of them crashes the process. */
  readonly crashes: readonly string[];
}

export interface GatewayObservation {
  /** `listening`, or what `app.listen()` rejected with. */
  readonly start: string;
  /** Step 0 is the start, the last one the close. */
  readonly steps: readonly StepObservation[];
  /** Whether a fresh client gets a reply before the application closes. */
  readonly alive: readonly string[];
  readonly close: 'settled' | 'slow' | 'hanging' | `rejected: ${string}`;
  /** Dedicated ports that are still open after `app.close()`. */
  readonly portsTaken: readonly string[];
}
