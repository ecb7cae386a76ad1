import type { DynamicModule, ForwardReference, ModuleMetadata, Type } from '@portico/common';
import { Module } from '@portico/common';

/** The values from which an application can be created. */
export type IEntryNestModule =
  | Type<unknown>
  | DynamicModule
  | ForwardReference
  | ModuleMetadata
  | Promise<IEntryNestModule>;

const LISTS: ReadonlySet<string> = new Set(['imports', 'providers', 'controllers', 'exports']);

/** Creates a module from metadata, so that small applications need no module class. */
export function toRootModule(entry: IEntryNestModule): unknown {
  if (typeof entry !== 'object' || entry === null || !isMetadata(entry)) return entry;
  class RootModule {}
  Module(entry)(RootModule);
  return RootModule;
}

function isMetadata(entry: object): entry is ModuleMetadata {
  return Object.getPrototypeOf(entry) === Object.prototype && Object.keys(entry).every((key) => LISTS.has(key));
}
