import type { IncomingMessage } from 'node:http';
import { compilePath, type PathTemplate } from '@portico/core/transports';
import type { UpgradeRoute } from './upgrade-route.js';

/** The owner of a path. */
export interface FoundRoute {
  readonly route: UpgradeRoute;
  readonly template: PathTemplate | undefined;
}

/** The owners of paths on one HTTP server, the most specific path first. */
export class UpgradeRoutes {
  private readonly entries: FoundRoute[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** Of two owners of which neither is more specific, the first one comes first. */
  add(route: UpgradeRoute): void {
    const template = route.path === undefined ? undefined : compilePath(route.path, 'an UpgradeRoute');
    const entry = { route, template };
    const next = template ? this.entries.findIndex((other) => isMoreSpecific(template, other.template)) : -1;
    this.entries.splice(next < 0 ? this.entries.length : next, 0, entry);
  }

  /** @returns whether it was there */
  remove(route: UpgradeRoute): boolean {
    const index = this.entries.findIndex((entry) => entry.route === route);
    if (index >= 0) this.entries.splice(index, 1);
    return index >= 0;
  }

  find(pathname: string, request: IncomingMessage): FoundRoute | undefined {
    return (
      this.entries.find(({ route, template }) =>
        route.owns
          ? route.owns(pathname, request)
          : (!route.requiresSlash || pathname.endsWith('/')) && template?.match(pathname) !== undefined,
      ) ?? this.entries.find(({ route }) => route.ownsRest)
    );
  }
}

/** Owners that name no path know exactly what is theirs. */
function isMoreSpecific(template: PathTemplate, other: PathTemplate | undefined): boolean {
  return other !== undefined && template.compare(other) < 0;
}
