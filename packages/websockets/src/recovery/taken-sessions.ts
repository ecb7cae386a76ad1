/** How long another process may take to store the session of a client that has reconnected to this one, in milliseconds. */
const TAKE_TIMEOUT_MS = 1_000;

/** Sessions that this process waits for, and those that it has stored because another process waits for them. */
export class TakenSessions {
  private readonly awaited = new Map<string, (isStored: boolean) => void>();
  /** Sessions for which no process has replied in time, with the time as `performance.now()`. */
  private readonly unanswered = new Map<string, number>();
  /** When each session was stored, as `performance.now()`. */
  private readonly given = new Map<string, number>();
  /** When each session was stored because its client has reconnected to any process, as `performance.now()`. */
  private readonly released = new Map<string, number>();

  /** Resolves when the session has been stored; to `false` if no process has done so in time. */
  wait(pid: string): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (isStored: boolean): void => {
        clearTimeout(timer);
        this.awaited.delete(pid);
        if (!isStored) this.unanswered.set(pid, performance.now());
        resolve(isStored);
      };
      const timer = setTimeout(finish, TAKE_TIMEOUT_MS, false);
      this.awaited.get(pid)?.(false);
      this.awaited.set(pid, finish);
    });
  }

  /** Another process has stored a session. */
  stored(pid: string): void {
    this.awaited.get(pid)?.(true);
  }

  /** Returns whether this process continues a session that another one may still store. */
  continuesTooEarly(pid: string): boolean {
    return this.unanswered.delete(pid);
  }

  /** This process has stored a session for another one. */
  give(pid: string): void {
    this.given.set(pid, performance.now());
    this.release(pid);
  }

  /** This process has stored a session that it considered connected. */
  release(pid: string): void {
    this.released.set(pid, performance.now());
  }

  /**
   * Returns whether this process has stored a session before: another one that waits for it may have an older copy, with which it
   * would continue the session once more.
   */
  hasReleased(pid: string): boolean {
    return this.released.has(pid);
  }

  /** Returns whether this process has stored a session that is continued now. */
  takeBack(pid: string): boolean {
    return this.given.delete(pid);
  }

  forgetBefore(time: number): void {
    for (const sessions of [this.given, this.unanswered, this.released]) {
      for (const [pid, at] of sessions) if (at < time) sessions.delete(pid);
    }
  }

  close(): void {
    for (const finish of [...this.awaited.values()]) finish(false);
    this.given.clear();
    this.released.clear();
  }
}
