import type { CustomDecorator } from '@portico/common';

/**
 * A decorator made by `DiscoveryService.createDecorator`: call it to leave a value on a class or a method, hand its `KEY` or
 * the decorator itself to `DiscoveryService` to find what it stands on.
 */
export type DiscoverableDecorator<T> = ((opts?: T) => CustomDecorator) & {
  /** The metadata key under which the value is kept. */
  readonly KEY: string;
};

/** Only what stands in these modules. */
export interface FilterByInclude {
  /** Module classes. */
  include?: Function[];
}

/** Only what carries a decorator. */
export interface FilterByMetadataKey {
  /** The `KEY` of a decorator made by `DiscoveryService.createDecorator`, or any metadata key of a class. */
  metadataKey?: string;
}

/** What `DiscoveryService` is asked for. */
export type DiscoveryOptions = FilterByInclude | FilterByMetadataKey;
