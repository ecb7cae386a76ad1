import TinyQueue from 'tinyqueue';

interface Timer {
  readonly at: number;
  /** Timers for the same moment run in the order in which they were set. */
  readonly order: number;
  call: (() => void) | undefined;
}

/** A clock that jumps from timer to timer, and stops while code runs: minutes of 100,000 clients take seconds. */
export class VirtualTime {
  /** Milliseconds since the beginning. */
  now = 0;
  private readonly timers = new TinyQueue<Timer>([], (a, b) => a.at - b.at || a.order - b.order);
  private count = 0;

  /** @returns a function that clears the timer */
  after(ms: number, call: () => void): () => void {
    const timer: Timer = { at: this.now + ms, order: this.count++, call };
    this.timers.push(timer);
    return () => {
      timer.call = undefined;
    };
  }

  /** Runs timers in order, until none is left or `goesOn` returns `false`. */
  run(goesOn: () => boolean): void {
    for (let timer = this.timers.pop(); timer; timer = this.timers.pop()) {
      if (timer.call) {
        this.now = timer.at;
        timer.call();
      }
      if (!goesOn()) return;
    }
  }

  /**
   * Lets the timers of this process run in virtual time, for code that is not written for a simulation.
   *
   * @returns a function that restores the timers of Node
   */
  install(): () => void {
    const { setTimeout, clearTimeout } = globalThis;
    const virtual = {
      setTimeout: (call: () => void, ms = 0) => this.after(ms, call),
      clearTimeout: (cancel: (() => void) | undefined) => cancel?.(),
    };
    Object.assign(globalThis, virtual);
    return () => Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}
