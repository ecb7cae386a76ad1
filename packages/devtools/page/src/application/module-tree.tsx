import type { ReactNode } from 'react';
import type { ApplicationDescription, ModuleDescription, ProviderDescription } from '../api/protocol.js';
import { plural } from '../parts/format.js';

interface ModuleTreeProps {
  readonly application: ApplicationDescription;
  readonly found: ReadonlySet<string>;
  readonly searching: boolean;
  readonly onSelect: (id: string) => void;
}

/** Lists the modules with their members, as an alternative to the graph. */
export function ModuleTree({ application, found, searching, onSelect }: ModuleTreeProps): ReactNode {
  const modules = application.modules.filter((module) => !searching || contains(module, found));
  if (modules.length === 0) return <p className="hint">No module matches.</p>;
  return (
    <ul className="module-tree">
      {modules.map((module) => (
        <li key={module.id}>
          <details open={searching ? true : undefined}>
            <summary>
              <strong>{module.name}</strong>
              {module.global && <span className="tag">global</span>}
              {module.dynamic && <span className="tag">dynamic</span>}
              <span className="hint">{summaryOf(module)}</span>
            </summary>
            <button type="button" className="button button-quiet" onClick={() => onSelect(module.id)}>
              Show {module.name} with its imports
            </button>
            <Members title="Controllers" members={module.controllers} found={found} onSelect={onSelect} />
            <Members title="Gateways" members={module.gateways} found={found} onSelect={onSelect} />
            <Members title="Providers" members={module.providers} found={found} onSelect={onSelect} />
          </details>
        </li>
      ))}
    </ul>
  );
}

interface MembersProps {
  readonly title: string;
  readonly members: readonly ProviderDescription[];
  readonly found: ReadonlySet<string>;
  readonly onSelect: (id: string) => void;
}

function Members({ title, members, found, onSelect }: MembersProps): ReactNode {
  if (members.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="members">
        {members.map(({ id, name, scope, kind, enhancer, exported }) => (
          <li key={id} className={found.has(id) ? 'member match' : 'member'}>
            <button type="button" className="item-button" onClick={() => onSelect(id)}>
              {name}
            </button>
            {scope !== 'singleton' && <span className="tag tag-warning">{scope}</span>}
            {enhancer && <span className="tag">{enhancer}</span>}
            {!enhancer && kind !== 'class' && <span className="tag">{kind}</span>}
            {exported && <span className="tag tag-stream">exported</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function contains(module: ModuleDescription, found: ReadonlySet<string>): boolean {
  const members = [...module.providers, ...module.controllers, ...module.gateways];
  return found.has(module.id) || members.some(({ id }) => found.has(id));
}

function summaryOf({ providers, controllers, gateways, imports }: ModuleDescription): string {
  const parts = [
    controllers.length > 0 && plural(controllers.length, 'controller'),
    gateways.length > 0 && plural(gateways.length, 'gateway'),
    plural(providers.length, 'provider'),
    plural(imports.length, 'import'),
  ];
  return parts.filter(Boolean).join(', ');
}
