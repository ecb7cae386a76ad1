import type { ContainerCase, Token } from '../case.js';
import { Graph } from '../graph.js';

/** The cycles and forward references of a case. */

export function graphOf(theCase: ContainerCase): Graph {
  return new Graph(theCase);
}

/** Whether one of some tokens is part of a cycle with a forward reference. */
export function hasForwardCycle(theCase: ContainerCase, isMeant: (token: Token) => boolean = () => true): boolean {
  const graph = graphOf(theCase);
  const cyclic = graph.cyclic();
  return cyclic.some(
    (token) =>
      isMeant(token) &&
      cyclic.some(
        (other) =>
          (other === token || graph.share(token, other)) &&
          graph
            .dependenciesOf(other)
            .some((each) => each.forward && (each.token === other || graph.share(other, each.token))),
      ),
  );
}

export function isMadeByFactory({ modules, dynamics, overrides }: ContainerCase, token: Token): boolean {
  return (
    [...modules, ...dynamics].some(({ providers }) =>
      providers.some((provider) => provider.kind === 'useFactory' && provider.token === token),
    ) || overrides.some((override) => override.by === 'useFactory' && override.token === token)
  );
}

/** The tokens of factories that inject something by a forward reference. */
export function forwardFactories({ modules, dynamics }: ContainerCase): readonly Token[] {
  return [...modules, ...dynamics].flatMap(({ providers }) =>
    providers.flatMap((each) =>
      each.kind === 'useFactory' && each.inject.some(({ forward }) => forward) ? [each.token] : [],
    ),
  );
}
