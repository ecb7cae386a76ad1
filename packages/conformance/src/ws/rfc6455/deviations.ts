/**
 * Reasons why a library differs from the protocol, by the name of a test, in which `*` stands for any text. Records which
 * names were used.
 */
export class DeviationList {
  private readonly entries: readonly { readonly name: string; readonly pattern: RegExp; readonly reason: string }[];
  private readonly used = new Set<string>();

  constructor(deviations: Readonly<Record<string, string>>) {
    this.entries = Object.entries(deviations).map(([name, reason]) => ({ name, pattern: patternOf(name), reason }));
  }

  /** Returns the reason why a test is skipped; `undefined` if it runs. An exact name takes precedence over a pattern. */
  reasonFor(test: string): string | undefined {
    const found = this.entries.filter(({ pattern }) => pattern.test(test));
    for (const { name } of found) this.used.add(name);
    return (found.find(({ name }) => name === test) ?? found[0])?.reason;
  }

  /** The names that have matched no test so far. */
  get unused(): readonly string[] {
    return this.entries.map(({ name }) => name).filter((name) => !this.used.has(name));
  }
}

function patternOf(name: string): RegExp {
  const parts = name.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
