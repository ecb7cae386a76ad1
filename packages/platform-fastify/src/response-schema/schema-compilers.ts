import { createRequire } from 'node:module';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';

type CompilersFactory = NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>;

/** What Fastify has noted about its compilers. It changes header names in schemas to lower case only for its own. */
interface CompilerNotes {
  isCustomValidatorCompiler?: boolean;
  isCustomSerializerCompiler?: boolean;
}

/**
 * Creates a Fastify instance that loads Fastify's compilers of schemas when the first schema is compiled. Fastify itself
 * loads them with its first instance, and most applications have no schemas. One controller listens after 180 instead of
 * 210 ms.
 *
 * Fastify takes these compilers for those of the application, so that what it has noted about them has to be corrected.
 * A version that keeps its notes elsewhere loads its compilers itself.
 *
 * @param create called again if the notes cannot be corrected
 */
export function createWithLazyCompilers(
  create: (options: FastifyServerOptions) => FastifyInstance,
  options: FastifyServerOptions,
): FastifyInstance {
  const lazy = lazyCompilers();
  if (!lazy) return create(options);
  const own = options.schemaController?.compilersFactory;
  const compilersFactory = { ...lazy, ...own };
  const instance = create({ ...options, schemaController: { ...options.schemaController, compilersFactory } });
  const notes = notesOf(instance);
  if (!notes) return create(options);
  notes.isCustomValidatorCompiler = typeof own?.buildValidator === 'function';
  notes.isCustomSerializerCompiler = typeof own?.buildSerializer === 'function';
  return instance;
}

/** Returns the lazy compilers; `undefined` if Fastify is not installed as a package, but is part of a bundle. */
function lazyCompilers(): CompilersFactory | undefined {
  let load: NodeJS.Require;
  try {
    // The compilers are dependencies of Fastify, in the versions that it needs.
    load = createRequire(createRequire(import.meta.url).resolve('fastify'));
  } catch {
    return undefined;
  }
  const validators = once(() => load('@fastify/ajv-compiler')());
  const serializers = once(() => load('@fastify/fast-json-stringify-compiler')());
  return {
    buildValidator: (...args: unknown[]) => validators()(...args),
    buildSerializer: (...args: unknown[]) => serializers()(...args),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Returns the notes of Fastify; `undefined` unless it has noted that both compilers were passed to it. */
function notesOf(instance: FastifyInstance): CompilerNotes | undefined {
  const key = Object.getOwnPropertySymbols(instance).find(
    ({ description }) => description === 'fastify.schemaController',
  );
  const notes: CompilerNotes | undefined = key && Reflect.get(instance, key);
  return notes?.isCustomValidatorCompiler === true && notes.isCustomSerializerCompiler === true ? notes : undefined;
}
