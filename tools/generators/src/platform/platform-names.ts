/** What a platform serves. */
export type PlatformKind = 'http' | 'websocket';

/** The file of a new package, in its folder `src`, that lists the capabilities of the platform. */
export function capabilitiesFile(kind: PlatformKind): string {
  return kind === 'http' ? 'conformance.spec.ts' : 'platform.fixture.ts';
}

/** Everything that a platform is called, by whom. */
export interface PlatformNames {
  /** Under `packages/`: `platform-hono`. */
  readonly folder: string;
  /** For npm: `@portico/platform-hono`. */
  readonly packageName: string;
  /** As `adapter.getType()` says it, and as the sample is called: `hono`. */
  readonly type: string;
  /** The beginning of its names in code: `Hono`. */
  readonly className: string;
}

const KEBAB_CASE = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/;
const MAX_LENGTH = 60;

/**
 * @param name as it was typed
 * @throws Error with what to type instead
 */
export function platformNames(name: string): PlatformNames {
  if (!name)
    throw new Error('The platform needs a name: npx nx g @portico/generators:platform platform-hono --kind=http');
  if (name.startsWith('@')) {
    throw new Error(`"${name}" has a scope, but every package here is published as @portico/…: say ${say(name)}.`);
  }
  if (!KEBAB_CASE.test(name)) {
    throw new Error(
      `"${name}" can't be the name of a folder and of an npm package: use small letters, digits and hyphens, ${say(name)}.`,
    );
  }
  if (name.length > MAX_LENGTH) throw new Error(`"${name}" is longer than ${MAX_LENGTH} letters: shorten it.`);
  const type = name.replace(/^platform-(?=.)/, '');
  if (!/^[a-z]/.test(type)) {
    throw new Error(
      `"${name}" would name a class "${pascalCase(type)}Adapter": begin with a letter after "platform-".`,
    );
  }
  return { folder: name, packageName: `@portico/${name}`, type, className: pascalCase(type) };
}

function pascalCase(name: string): string {
  return name
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** A name that would do, made of one that doesn't. */
function say(name: string): string {
  const better = name
    .replace(/^@[^/]*\//, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[^a-z]+|[^a-z0-9]+$/g, '');
  return `such as ${KEBAB_CASE.test(better) ? better : 'platform-hono'}`;
}
