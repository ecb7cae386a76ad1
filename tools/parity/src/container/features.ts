import fc from 'fast-check';
import type { ClassSketch, DependencySketch, ModuleSketch, ProviderSketch, Sketch } from './sketch.js';

const FEATURES = [
  'forward references',
  'transient scope',
  'request scope',
  'asynchronous factories',
  'empty values',
  'aliases',
  'tokens provided twice',
  'global modules',
  'dynamic modules',
  'lazy modules',
  'overrides',
  'failures',
] as const;

export type Feature = (typeof FEATURES)[number];

/**
 * The features of one case. Faults sit where two or three features meet. A case that has all of them at once shows the
 * differences of all of them at once, in which a fault could hide, and nobody could tell which explanation is right.
 */
export const features: fc.Arbitrary<readonly Feature[]> = fc.subarray([...FEATURES], { maxLength: 4 });

/** A sketch without the features that its case does not have. */
export function withFeatures(drawn: Sketch, chosen: readonly Feature[]): Sketch {
  const has = (feature: Feature): boolean => chosen.includes(feature);

  const dependency = (of: DependencySketch): DependencySketch => ({
    ...of,
    kind: of.kind === 'forward' && !has('forward references') ? 'visible' : of.kind,
  });

  const behaviour = <T extends ClassSketch>(of: T): T => ({
    ...of,
    params: of.params.map(dependency),
    properties: of.properties.map(dependency),
    scope: isLeftOutScope(of.scope) ? undefined : of.scope,
    durable: has('request scope') ? of.durable : undefined,
    throws: of.throws && has('failures'),
    failing: has('failures') ? of.failing : undefined,
  });

  const isLeftOutScope = (scope: ClassSketch['scope']): boolean =>
    (scope === 'transient' && !has('transient scope')) || (scope === 'request' && !has('request scope'));

  const provider = (of: ProviderSketch): ProviderSketch => ({
    ...behaviour(of),
    kind: kindOf(of.kind),
    token: has('tokens provided twice') ? of.token : 'new',
    value: isLeftOutValue(of.value) ? 'object' : of.value,
    ticks: has('asynchronous factories') ? of.ticks : undefined,
    result: isLeftOutValue(of.result) ? 'object' : of.result,
  });

  const isLeftOutValue = (value: string): boolean =>
    !isPlain(value) && !has(isFailed(value) ? 'failures' : 'empty values');

  const kindOf = (kind: ProviderSketch['kind']): ProviderSketch['kind'] => {
    if (kind === 'useExisting' && !has('aliases')) return 'useFactory';
    return kind === 'again' && !has('tokens provided twice') ? 'class' : kind;
  };

  const module = (of: ModuleSketch): ModuleSketch => ({
    ...of,
    global: of.global && has('global modules'),
    moreImports: of.moreImports.map((entry) => ({ ...entry, back: entry.back && has('forward references') })),
    own: behaviour(of.own),
    providers: of.providers.map(provider),
    controllers: of.controllers.map((controller) => ({
      ...behaviour(controller),
      guard: controller.guard && behaviour(controller.guard),
    })),
    lazy: of.lazy && has('lazy modules'),
  });

  return {
    ...drawn,
    modules: drawn.modules.map(module),
    dynamics: has('dynamic modules')
      ? drawn.dynamics.map((of) => ({
          ...of,
          global: has('global modules') ? of.global : undefined,
          providers: of.providers.map(provider),
        }))
      : [],
    testing: drawn.testing && has('overrides'),
  };
}

function isPlain(value: string): boolean {
  return value === 'object' || value === 'hooked' || value === 'promise';
}

function isFailed(value: string): boolean {
  return value === 'rejected' || value === 'throws';
}
