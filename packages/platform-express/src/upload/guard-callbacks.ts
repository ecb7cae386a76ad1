import { runFallible } from '@portico/core';
import type { MulterOptions, MulterStorageEngine } from './multer-options.js';

type Callback = (error: unknown, ...results: unknown[]) => void;
type WithCallback = (...args: never[]) => unknown;

/** The functions that `multer.diskStorage()` keeps of its options. */
const CHOICES = ['getDestination', 'getFilename'] as const;
type DiskStorage = MulterStorageEngine & Partial<Record<(typeof CHOICES)[number], WithCallback>>;

/**
 * The options with functions that fail the upload when they throw, or return a promise that rejects. multer calls them
 * from events of its parser and waits for their callback alone: the failure would crash the process.
 */
export function guardFilter({ fileFilter, ...options }: MulterOptions): MulterOptions {
  return fileFilter ? { ...options, fileFilter: guarded(fileFilter) } : options;
}

/** The same for a storage engine, and for the functions that a storage on disk was given. */
export function guardStorage(storage: MulterStorageEngine): MulterStorageEngine {
  const inner = withGuardedChoices(storage);
  return {
    _handleFile: guarded(inner._handleFile.bind(inner)),
    _removeFile: guarded(inner._removeFile.bind(inner)),
  };
}

function withGuardedChoices(storage: DiskStorage): MulterStorageEngine {
  const choices = CHOICES.flatMap((name) => {
    const choice = storage[name];
    return typeof choice === 'function' ? [[name, { value: guarded(choice) }] as const] : [];
  });
  return choices.length === 0 ? storage : Object.create(storage, Object.fromEntries(choices));
}

/** A function whose last argument is called back once, with what it throws or rejects with if it does. */
function guarded<T extends WithCallback>(run: T): T;
function guarded(run: WithCallback): unknown {
  return function runGuarded(this: unknown, ...args: unknown[]): unknown {
    const callback = args.pop() as Callback;
    let isDone = false;
    const done: Callback = (...results) => {
      if (isDone) return;
      isDone = true;
      callback(...results);
    };
    runFallible('An upload function', () => Reflect.apply(run, this, [...args, done]), done);
    return undefined;
  };
}
