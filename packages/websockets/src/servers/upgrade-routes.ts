import type { IncomingMessage } from 'node:http';
import { compilePath, type PathParameters, type PathTemplate } from '@portico/core/transports';
import type { UpgradeRoute } from './upgrade-route.js';

interface Entry {
  readonly route: UpgradeRoute;
  readonly template: PathTemplate | undefined;
}

/** The owner of a path. */
export interface FoundRoute {
  readonly route: UpgradeRoute;
  /** The parameters of the path of the request; `undefined` if the path of the owner has none, or was not matched. */
  readonly parameters: PathParameters | undefined;
}

/** The owners of paths on one HTTP server, the most specific path first. */
export class UpgradeRoutes {
  private readonly entries: Entry[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** Adds the route of an owner. If neither of two owners is more specific, the first one is used. */
  add(route: UpgradeRoute): void {
    const template = route.path === undefined ? undefined : compilePath(route.path, 'an UpgradeRoute');
    const entry = { route, template };
    const next = template ? this.entries.findIndex((other) => isMoreSpecific(template, other.template)) : -1;
    this.entries.splice(next < 0 ? this.entries.length : next, 0, entry);
  }

  /** @returns whether it existed */
  remove(route: UpgradeRoute): boolean {
    const index = this.entries.findIndex((entry) => entry.route === route);
    if (index >= 0) this.entries.splice(index, 1);
    return index >= 0;
  }

  find(pathname: string, request: IncomingMessage): FoundRoute | undefined {
    for (const { route, template } of this.entries) {
      if (route.owns) {
        if (route.owns(pathname, request)) return { route, parameters: undefined };
      } else if (!route.requiresSlash || pathname.endsWith('/')) {
        const parameters = template?.match(pathname);
        if (parameters) return { route, parameters: template?.isPattern ? parameters : undefined };
      }
    }
    const rest = this.entries.find(({ route }) => route.ownsRest);
    return rest && { route: rest.route, parameters: undefined };
  }
}

/** Owners without a path decide with `owns()`. */
function isMoreSpecific(template: PathTemplate, other: PathTemplate | undefined): boolean {
  return other !== undefined && template.compare(other) < 0;
}
