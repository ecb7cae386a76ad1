import semver from 'semver';
import { FIELDS, type Manifest } from './manifest.js';

const GUIDE = 'https://docs.nestjs.com/migration-guide';

/** What changes for an application on its way to 12, by the major version of the change. */
const NOTES: Readonly<Record<number, readonly string[]>> = {
  10: [
    'CacheModule is no longer in @nestjs/common: install @nestjs/cache-manager.',
    'Methods and modules that were deprecated in 9 have been removed.',
  ],
  11: [
    'Routes follow path-to-regexp 8: a wildcard has a name ("*splat"), an optional part is in braces ("{/:id}").',
    "Express 5 parses queries flat: app.set('query parser', 'extended') brings nested objects and arrays back.",
    'With Fastify 5, CORS allows only GET, HEAD and POST by default: list the other methods in enableCors({ methods }).',
    'Dynamic modules are the same only when they are the same object: keep the result of forRoot() in a constant to import it twice.',
    'onModuleDestroy, beforeApplicationShutdown and onApplicationShutdown run in the reverse order of their counterparts.',
    '@nestjs/cache-manager uses Keyv stores (cache-manager 6).',
  ],
  12: [
    'Node 20.19 or later. The packages are ES modules; CommonJS applications require() them as they are.',
    'Global guards (APP_GUARD too), pipes and interceptors also run for messages of gateways. One that reads an HTTP response, such as ThrottlerGuard, fails there: skip gateways in it, or create the application with { webSockets: { inheritAppConfig: false } }.',
    "Middleware.forRoutes('*path') no longer runs for the root path: name '/' too, or write '{*path}'.",
    'Jest needs a transform for ES modules, or Node 24.9 and a flag: docs/testing.md, "Jest".',
    'Companion packages (@nestjs/config, @nestjs/swagger, ...) have major versions that support NestJS 12: npm outdated lists them.',
  ],
};

/**
 * Returns what changes for an application on an earlier major version than 12.
 *
 * @param installed finds installed modules, for ranges such as `latest` and `catalog:`
 * @returns lines to print; none for an application on 12 or on Portico
 */
export function upgradeNotes(manifest: Manifest, installed: (name: string) => Manifest | undefined): string[] {
  const major = majorOf(manifest, installed);
  if (major === undefined || major >= 12) return [];
  const steps = Object.keys(NOTES)
    .map(Number)
    .filter((step) => step > major);
  return [
    `This application uses NestJS ${major}. What changes up to NestJS 12 (${GUIDE}):`,
    ...steps.flatMap((step) => (NOTES[step] ?? []).map((note) => `  ${step}: ${note}`)),
  ];
}

const CORE = ['@nestjs/core', '@nestjs/common'];

function majorOf(manifest: Manifest, installed: (name: string) => Manifest | undefined): number | undefined {
  const named = CORE.filter((name) => FIELDS.some((field) => manifest[field]?.[name] !== undefined));
  const ranges = named.flatMap((name) => FIELDS.flatMap((field) => manifest[field]?.[name] ?? []));
  const range = ranges.find((each) => semver.validRange(each) !== null);
  if (range !== undefined) return semver.minVersion(range)?.major;
  // An alias of Portico in package.json is not on its way.
  if (ranges.some((each) => each.startsWith('npm:'))) return undefined;
  const versions = named.map(installed).flatMap((each) => (each && isOfNestJs(each) ? (each.version ?? []) : []));
  return versions[0] === undefined ? undefined : semver.parse(versions[0])?.major;
}

/** The lockfile of npm does not repeat the name of a module that has the name of its folder. */
function isOfNestJs({ name }: Manifest): boolean {
  return name === undefined || CORE.includes(name);
}
