import 'reflect-metadata';
import type { InjectionToken, Type } from '@portico/common';
import { type FrameworkError, isFrameworkError } from '@portico/common/internal';
import { NestContainer } from '../application/nest-container.js';
import type { ProviderRecord } from '../container/records.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { Resolver } from './resolver.js';

/** An application that is only scanned and resolved, without lifecycle. */
export interface Booted {
  readonly container: NestContainer;
  readonly scanner: ModuleScanner;
  readonly resolver: Resolver;
  /** Returns the record of a token in the first module that has it. */
  record<T>(token: InjectionToken<T>): ProviderRecord<T>;
  /** Returns the singleton of a token. */
  get<T>(token: InjectionToken<T>): T;
}

export interface BootOptions {
  /** Called after scanning, before planning. */
  readonly scanned?: (booted: Booted) => void;
}

export async function boot(root: unknown, { scanned }: BootOptions = {}): Promise<Booted> {
  const container = new NestContainer();
  const scanner = new ModuleScanner(container);
  await scanner.scan(root);
  const resolver = new Resolver(container);
  const record = <T>(token: InjectionToken<T>): ProviderRecord<T> => {
    const found = container.recordsOf(token)[0];
    if (!found) throw new Error(`no record for ${String(token)}`);
    return found as ProviderRecord<T>;
  };
  const booted: Booted = { container, scanner, resolver, record, get: (token) => record(token).instance };
  scanned?.(booted);
  await resolver.resolveAll();
  return booted;
}

/** Returns the error with which booting fails. */
export async function bootError(root: unknown): Promise<FrameworkError> {
  return failure(() => boot(root));
}

/** Returns the framework error that a function throws or rejects with. */
export async function failure(act: () => unknown): Promise<FrameworkError> {
  try {
    await act();
  } catch (error) {
    if (isFrameworkError(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Creates a class with the given name. */
export function named(name: string): Type<object> {
  return { [name]: class {} }[name] as Type<object>;
}
