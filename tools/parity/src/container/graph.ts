import type { ContainerCase, Dependency, ProviderCase, Token } from './case.js';

/** What depends on what in a case, by tokens, whatever module each is in. */
export class Graph {
  private readonly dependencies = new Map<Token, readonly Dependency[]>();

  constructor(private readonly theCase: ContainerCase) {
    const { classes, modules, dynamics, overrides } = theCase;
    for (const [index, { params, properties }] of classes.entries()) this.add(`C${index}`, [...params, ...properties]);
    for (const [index, { params }] of modules.entries()) this.add(`M${index}`, params);
    for (const { providers } of [...modules, ...dynamics])
      for (const provider of providers) if (provider.kind !== 'class') this.add(provider.token, this.of(provider));
    for (const override of overrides)
      if (override.by === 'useClass') this.add(override.token, this.ofClass(override.of));
  }

  tokens(): readonly Token[] {
    return [...this.dependencies.keys()];
  }

  dependenciesOf(token: Token): readonly Dependency[] {
    return this.dependencies.get(token) ?? [];
  }

  /** Whether there is a way from one token to another, of one step or more. */
  reaches(from: Token, to: Token, follows: (dependency: Dependency) => boolean = () => true): boolean {
    const seen = new Set<Token>();
    const queue = [from];
    for (const token of queue)
      for (const dependency of this.dependenciesOf(token)) {
        if (!follows(dependency)) continue;
        if (dependency.token === to) return true;
        if (!seen.has(dependency.token)) queue.push(dependency.token);
        seen.add(dependency.token);
      }
    return false;
  }

  /** The tokens that depend on themselves. */
  cyclic(follows?: (dependency: Dependency) => boolean): Token[] {
    return this.tokens().filter((token) => this.reaches(token, token, follows));
  }

  /** Whether two tokens are part of one cycle. */
  share(one: Token, other: Token): boolean {
    return this.reaches(one, other) && this.reaches(other, one);
  }

  private add(token: Token, dependencies: readonly Dependency[]): void {
    this.dependencies.set(token, [...this.dependenciesOf(token), ...dependencies]);
  }

  private of(provider: Exclude<ProviderCase, { kind: 'class' }>): readonly Dependency[] {
    if (provider.kind === 'useFactory') return provider.inject;
    if (provider.kind === 'useExisting') return [{ token: provider.existing }];
    return provider.kind === 'useClass' ? this.ofClass(provider.of) : [];
  }

  private ofClass(index: number): readonly Dependency[] {
    const { params, properties } = this.theCase.classes[index]!;
    return [...params, ...properties];
  }
}
