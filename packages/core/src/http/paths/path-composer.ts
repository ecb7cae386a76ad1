import {
  type GlobalPrefixOptions,
  RequestMethod,
  VERSION_NEUTRAL,
  type VersioningOptions,
  VersioningType,
  type VersionValue,
} from '@portico/common';
import { joinPath } from './join-path.js';
import { escapeSyntax, normalizePathText, replaceNamedParts, withoutGroups } from './path-syntax.js';
import { PrefixExclusions } from './prefix-exclusions.js';
import { decodeSegment } from './request-path.js';

/** A complete path and its parts. */
export interface ComposedPath {
  /** Complete, with prefix and URI version. */
  readonly path: string;
  /** Without prefix and version: module, controller and method. */
  readonly ownPath: string;
  /** The global prefix, or `''` when there is none or the path is excluded from it. */
  readonly prefix: string;
  /** The URI version, which is literal text: a segment, or several if its prefix has slashes. `undefined` for none. */
  readonly segment: string | undefined;
}

/** The settings of an application that determine its paths. */
export interface PathSettings {
  getGlobalPrefix(): string;
  getGlobalPrefixOptions(): GlobalPrefixOptions;
  getVersioning(): VersioningOptions | undefined;
}

/**
 * Composes complete paths from the global prefix, its exclusions and URI versions. Both routes and middleware use it,
 * so that a path means the same for both.
 */
export class PathComposer {
  /** The global prefix with a slash in front, or `''`. */
  readonly prefix: string;
  private readonly exclusions: PrefixExclusions;
  private readonly versioning: VersioningOptions | undefined;

  constructor(settings: PathSettings) {
    const prefix = normalizePathText(joinPath(settings.getGlobalPrefix()));
    this.prefix = prefix === '/' ? '' : prefix;
    this.exclusions = new PrefixExclusions(settings.getGlobalPrefixOptions());
    this.versioning = settings.getVersioning();
  }

  /**
   * Returns the paths under which a route is served: one for each URI version.
   *
   * @param declaredPath as `joinDeclaredPath` gives it
   */
  compose(declaredPath: string, method: RequestMethod, version: VersionValue | undefined): ComposedPath[] {
    const prefix = this.exclusions.excludes(declaredPath, method) ? '' : this.prefix;
    const ownPath = joinPath(declaredPath);
    return this.segments(version).map((segment) => composed(prefix, segment, ownPath));
  }

  /**
   * Returns whether every route of a path without prefix and version is excluded from the prefix, however it is
   * declared.
   */
  isExcluded(ownPath: string, method: RequestMethod): boolean {
    // A wildcard matches several segments, which an exclusion of one segment does not cover.
    const written = [ownPath, `${ownPath}/`, ...(ownPath.includes('*') ? [withTwoSegments(ownPath)] : [])];
    return written.every((path) => this.exclusions.excludes(path, method));
  }

  /** Returns whether the path of a request can be that of a route which is excluded from the prefix. */
  mayBeExcluded(path: string, method: string): boolean {
    const segment = this.versionSegmentOf(path);
    return (
      this.exclusions.excludesRequest(path, method) ||
      (segment !== undefined && this.exclusions.excludesRequest(path.slice(segment.length + 1) || '/', method))
    );
  }

  /** Returns the segments that URI versioning adds to the path; `undefined` for none. */
  segments(version: VersionValue | undefined): (string | undefined)[] {
    if (this.versioning?.type !== VersioningType.URI || version === undefined) return [undefined];
    const versions = Array.isArray(version) ? version : [version];
    return versions.map((one) =>
      one === VERSION_NEUTRAL ? undefined : versionSegment(this.versionPrefix, String(one)),
    );
  }

  /** Returns the segments of a path whose version was not given: none, and those of the default versions. */
  defaultSegments(): (string | undefined)[] {
    return [...new Set([undefined, ...this.segments(this.versioning?.defaultVersion)])];
  }

  private get versionPrefix(): string {
    return versionPrefix(this.versioning);
  }

  private versionSegmentOf(path: string): string | undefined {
    if (this.versioning?.type !== VersioningType.URI) return undefined;
    const prefix = `/${this.versionPrefix}`
      .replace(/\/{2,}/g, '/')
      .split('/')
      .map(decodeSegment)
      .join('/');
    if (!path.toLowerCase().startsWith(prefix.toLowerCase())) return undefined;
    const end = path.indexOf('/', prefix.length);
    return path.slice(1, end < 0 ? undefined : end);
  }
}

function versionSegment(prefix: string, version: string): string {
  return normalizePathText(joinPath(escapeSyntax(`${prefix}${version}`))).slice(1);
}

/** Returns the text before the version in a URI. Default: `v`. */
export function versionPrefix(versioning: VersioningOptions | undefined): string {
  if (versioning?.type !== VersioningType.URI || versioning.prefix === false) return '';
  return versioning.prefix ?? 'v';
}

function withTwoSegments(path: string): string {
  return replaceNamedParts(withoutGroups(path), ({ written, isWildcard }) => (isWildcard ? 'a/b' : written));
}

export function composed(prefix: string, segment: string | undefined, ownPath: string): ComposedPath {
  return { path: joinPath(prefix, segment, ownPath), ownPath, prefix, segment };
}
