import { runFallible } from '@portico/core/adapters';
import type { MulterOptions, MulterStorageEngine } from './multer-options.js';

type Callback = (error: unknown, ...results: unknown[]) => void;
type WithCallback = (...args: never[]) => unknown;

/** The functions that `multer.diskStorage()` keeps from its options. */
const CHOICES = ['getDestination', 'getFilename'] as const;
type DiskStorage = MulterStorageEngine & Partial<Record<(typeof CHOICES)[number], WithCallback>>;

/**
 * Wraps the functions of the options, so that an error or a rejection fails the upload. multer calls them from events
 * of its parser and waits only for their callback, so that the failure would crash the process.
 */
export function guardFilter({ fileFilter, ...options }: MulterOptions): MulterOptions {
  return fileFilter ? { ...options, fileFilter: guarded(fileFilter) } : options;
}

/** Guards a storage engine in the same way, and the functions of a disk storage. */
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

/** Wraps a function so that its callback, the last argument, is called once, also with its error or rejection. */
function guarded<T extends WithCallback>(run: T): T;
function guarded(run: WithCallback): unknown {
  return function runGuarded(this: unknown, ...args: unknown[]): unknown {
    // multer passes the callback last.
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
