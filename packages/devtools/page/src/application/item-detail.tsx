import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../parts/icon.js';
import type { ApplicationIndex, Item } from './application-index.js';

interface ItemDetailProps {
  readonly index: ApplicationIndex;
  readonly item: Item;
  readonly onSelect: (id: string | undefined) => void;
}

/** Describes the selected item, with links to all connected items. Escape closes it. */
export function ItemDetail({ index, item, onSelect }: ItemDetailProps): ReactNode {
  const { id, kind, name, source } = item;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const members =
    kind === 'module' ? [...index.items.values()].filter((one) => one.module === id && one.id !== id) : [];
  const of = (wanted: Item['kind']): Item[] => members.filter((one) => one.kind === wanted);
  const resolve = (ids: readonly string[]): Item[] => ids.flatMap((one) => index.items.get(one) ?? []);
  return (
    <aside
      className="panel item-detail"
      ref={panel}
      aria-labelledby="item-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onSelect(undefined);
      }}
    >
      <header className="section-head">
        <h2 id="item-title">
          <span className={`kind kind-${kind}`}>{kind}</span>
          {name}
        </h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          title="Close"
          onClick={() => onSelect(undefined)}
        >
          <Icon name="close" />
        </button>
      </header>
      <Facts item={item} />
      {kind !== 'module' && item.module !== '' && (
        <Group title="In the module" items={resolve([item.module])} onSelect={onSelect} />
      )}
      <Group title="Controllers" items={of('controller')} onSelect={onSelect} />
      <Group title="Gateways" items={of('gateway')} onSelect={onSelect} />
      <Group title="Providers" items={of('provider')} onSelect={onSelect} />
      <Group title={kind === 'module' ? 'Imports' : 'Needs'} items={resolve(item.needs)} onSelect={onSelect} />
      <Group
        title={kind === 'module' ? 'Imported by' : 'Needed by'}
        items={resolve(index.neededBy.get(id) ?? [])}
        onSelect={onSelect}
      />
      {source && 'exports' in source && source.exports.length > 0 && (
        <section>
          <h3>Exports</h3>
          <ul className="item-list">
            {source.exports.map((exported) => (
              <li key={exported}>
                <code>{exported}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Facts({ item: { source, detail } }: { readonly item: Item }): ReactNode {
  const facts: [string, string][] = [];
  if (source && 'scope' in source) {
    facts.push(['Scope', source.scope], ['Kind', source.enhancer ?? source.kind]);
    if (source.scope === 'singleton' && !source.static)
      facts.push(['Made', 'anew for each request, because of what it needs']);
    if (source.global) facts.push(['Applies to', 'every handler']);
    if (source.exported) facts.push(['Exported', 'yes']);
  } else if (source && 'method' in source) {
    facts.push(['Handler', `${source.controllerName}.${source.handler}()`]);
    if (source.versions) facts.push(['Versions', source.versions.join(', ')]);
    if (source.hosts) facts.push(['Hosts', source.hosts.join(', ')]);
  } else if (detail !== '') facts.push(['', detail]);
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface GroupProps {
  readonly title: string;
  readonly items: readonly Item[];
  readonly onSelect: (id: string) => void;
}

function Group({ title, items, onSelect }: GroupProps): ReactNode {
  if (items.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <span className="count">{items.length}</span>
      </h3>
      <ul className="item-list">
        {items.map((item) => (
          <li key={item.id}>
            <button type="button" className="item-button" onClick={() => onSelect(item.id)}>
              <span className={`kind-dot kind-${item.kind}`} aria-hidden="true" />
              {item.name}
              {item.detail !== '' && <span className="hint">{item.detail}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
