import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { FIELDS, type Manifest } from './manifest.js';
import { offeredPackages } from './packages.js';
import type { Finding } from './scan-source.js';

const byAlias = new Map(offeredPackages.map((offered) => [offered.alias, offered]));

/**
 * Settings of package managers that install NestJS although the dependencies name Portico: overrides and resolutions, and
 * NestJS under other names. They may be there for a reason that only the user knows, so they are not rewritten.
 *
 * @param root the folder to which the names of files are relative
 */
export function fixedVersions(root: string, folder: string, manifest: Manifest): Finding[] {
  const file = join(folder, 'package.json');
  const settings = join(folder, 'pnpm-workspace.yaml');
  return [
    ...overridden(root, file, { ...manifest.overrides, ...manifest.resolutions, ...manifest.pnpm?.overrides }),
    ...(existsSync(settings) ? overridden(root, settings, overridesIn(settings)) : []),
    ...FIELDS.flatMap((field) => renamed(root, file, manifest[field] ?? {})),
  ];
}

function overridden(root: string, file: string, overrides: Readonly<Record<string, unknown>>): Finding[] {
  return flattened(overrides).flatMap(([selector, version, key]) => {
    // Selectors of npm, yarn and pnpm: "a", "a@^1", "**/a", "b/a", "b>a".
    const name = /(?:^|[/>])(@nestjs\/[\w.-]+)(?:@[^/>]*)?$/.exec(selector)?.[1] ?? '';
    const offered = byAlias.get(name);
    if (!offered || /^(npm:@portico\/|\$)/.test(version)) return [];
    const message = `the override "${selector}": "${version}" installs NestJS: remove it, or write ${offered.specifier}`;
    return [{ file: relative(root, file), line: lineOf(file, key, version), message }];
  });
}

/** The selectors, versions and keys of overrides. npm nests them: `{ "a": { "@nestjs/core": "12.0.0" } }`, and `.` is `a` itself. */
function flattened(overrides: Readonly<Record<string, unknown>>, parent = ''): (readonly [string, string, string])[] {
  return Object.entries(overrides).flatMap(([key, value]) => {
    const selector = key === '.' ? parent : key;
    if (typeof value === 'string') return [[selector, value, key] as const];
    return isRecord(value) ? flattened(value, selector) : [];
  });
}

function renamed(root: string, file: string, dependencies: Readonly<Record<string, string>>): Finding[] {
  return Object.entries(dependencies).flatMap(([name, version]) => {
    const offered = byAlias.get(/^npm:(@nestjs\/[\w.-]+)/.exec(version)?.[1] ?? '');
    if (!offered || byAlias.has(name)) return [];
    const message = `"${name}" is ${offered.alias} of NestJS under another name: write ${offered.specifier}`;
    return [{ file: relative(root, file), line: lineOf(file, name, version), message }];
  });
}

function overridesIn(file: string): Readonly<Record<string, unknown>> {
  const settings: unknown = parse(readFileSync(file, 'utf8'));
  return isRecord(settings) && isRecord(settings['overrides']) ? settings['overrides'] : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** The line with the name and the version, starting at 1. */
function lineOf(file: string, name: string, version: string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Math.max(lines.findIndex((line) => line.includes(name) && line.includes(version)) + 1, 1);
}
