import type { CustomDecorator } from '@portico/common';

/**
 * A decorator of `DiscoveryService.createDecorator`: apply it to store a value on a class or a method; pass its `KEY`,
 * or the decorator itself, to `DiscoveryService` to find the decorated classes.
 */
export type DiscoverableDecorator<T> = ((opts?: T) => CustomDecorator) & {
  /** The metadata key under which the value is stored. */
  readonly KEY: string;
};

/** Only providers and controllers of these modules. */
export interface FilterByInclude {
  /** Module classes. */
  include?: Function[];
}

/** Only classes with this decorator. */
export interface FilterByMetadataKey {
  /** The `KEY` of a decorator of `DiscoveryService.createDecorator`, or any metadata key of a class. */
  metadataKey?: string;
}

/** The options of `DiscoveryService`. */
export type DiscoveryOptions = FilterByInclude | FilterByMetadataKey;
