import { type ReactNode, useMemo } from 'react';
import { Empty } from '../parts/empty.js';
import { plural } from '../parts/format.js';
import { SearchBox } from '../parts/search-box.js';
import { Tabs } from '../parts/tabs.js';
import { setQuery, useRoute } from '../state/route.js';
import { useServer } from '../state/server.js';
import { ApplicationGraph } from './application-graph.js';
import { indexApplication, searchItems } from './application-index.js';
import { GatewayTable } from './gateway-table.js';
import { ItemDetail } from './item-detail.js';
import { ModuleTree } from './module-tree.js';
import { RouteTable } from './route-table.js';

const TABS = [
  { id: 'graph', label: 'Graph' },
  { id: 'modules', label: 'Modules' },
  { id: 'routes', label: 'Routes' },
  { id: 'gateways', label: 'Gateways' },
];

/** Shows the parts of the application, as a graph and as lists. */
export function ApplicationView(): ReactNode {
  const application = useServer((server) => server.application);
  const { query } = useRoute();
  const index = useMemo(() => application && indexApplication(application), [application]);
  const search = query['search'] ?? '';
  const found = useMemo(() => (index ? searchItems(index, search) : new Set<string>()), [index, search]);
  if (!application || !index) {
    return (
      <Empty title="The application is not running" icon="graph">
        <p>Start it, and its modules appear here.</p>
      </Empty>
    );
  }
  const selected = index.items.get(query['item'] ?? '');
  const tab = TABS.find(({ id }) => id === query['show'])?.id ?? 'graph';
  const select = (id: string | undefined): void => setQuery({ item: id });
  return (
    <div className={selected ? 'application application-detailed' : 'application'}>
      <h1 className="visually-hidden">Application</h1>
      <div className="application-main">
        <SearchBox
          label="Search modules, providers, routes, events"
          value={search}
          onChange={(value) => setQuery({ search: value }, 'replace')}
          found={search === '' ? undefined : plural(found.size, 'match').replace('matchs', 'matches')}
        />
        <Tabs label="How to show the application" tabs={TABS} selected={tab} onSelect={(show) => setQuery({ show })}>
          {tab === 'graph' && (
            <ApplicationGraph
              index={index}
              found={found}
              searching={search !== ''}
              selected={selected}
              onSelect={select}
            />
          )}
          {tab === 'modules' && (
            <ModuleTree application={application} found={found} searching={search !== ''} onSelect={select} />
          )}
          {tab === 'routes' && <RouteTable routes={application.routes} search={search} onSelect={select} />}
          {tab === 'gateways' && <GatewayTable application={application} search={search} onSelect={select} />}
        </Tabs>
      </div>
      {selected && <ItemDetail key={selected.id} index={index} item={selected} onSelect={select} />}
    </div>
  );
}
