import { type ReactNode, useMemo } from 'react';
import type { RouteDescription } from '../api/protocol.js';
import { Empty } from '../parts/empty.js';

interface RouteTableProps {
  readonly routes: readonly RouteDescription[];
  readonly search: string;
  readonly onSelect: (id: string) => void;
}

export function RouteTable({ routes, search, onSelect }: RouteTableProps): ReactNode {
  const shown = useMemo(() => matching(routes, search), [routes, search]);
  if (routes.length === 0) {
    return (
      <Empty title="This application has no routes" icon="graph">
        <p>
          Controllers make routes: a class with <code>@Controller()</code> and methods with <code>@Get()</code> or
          another method.
        </p>
      </Empty>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll it
    <section className="table-scroll" tabIndex={0} aria-label="Routes">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Versions, hosts</th>
            <th scope="col">Handler</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((route) => (
            <tr key={`${route.controller} ${route.handler} ${route.method} ${route.path}`}>
              <td>
                <span className={`method method-${route.method.toLowerCase()}`}>{route.method}</span>
              </td>
              <th scope="row">
                <code>{route.path}</code>
              </th>
              <td>{[...(route.versions ?? []).map((version) => `v${version}`), ...(route.hosts ?? [])].join(', ')}</td>
              <td>
                <button type="button" className="item-button" onClick={() => onSelect(route.controller)}>
                  {`${route.controllerName}.${route.handler}()`}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className="hint">No route matches “{search}”.</p>}
    </section>
  );
}

function matching(routes: readonly RouteDescription[], search: string): readonly RouteDescription[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return routes.filter(({ method, path, controllerName, handler }) => {
    const text = `${method} ${path} ${controllerName}.${handler}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
