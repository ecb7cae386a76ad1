import type { ReactNode } from 'react';
import { Icon, type IconName } from '../parts/icon.js';
import { hashOf, useRoute, VIEWS, type View } from '../state/route.js';

const TITLES: Record<View, string> = { events: 'Events', live: 'Live', application: 'Application' };
const ICONS: Record<View, IconName> = { events: 'send', live: 'pulse', application: 'graph' };

/** The last query of each view, which is restored when the user returns to the view. */
const visited = new Map<View, Readonly<Record<string, string>>>();

export function titleOf(view: View): string {
  return TITLES[view];
}

export function ViewNav(): ReactNode {
  const route = useRoute();
  visited.set(route.view, route.query);
  return (
    <nav className="view-nav" aria-label="Views">
      {VIEWS.map((view) => (
        <a
          key={view}
          href={hashOf(view, visited.get(view))}
          className="view-link"
          aria-current={view === route.view ? 'page' : undefined}
        >
          <Icon name={ICONS[view]} />
          {TITLES[view]}
        </a>
      ))}
    </nav>
  );
}
