import { Panel, useReactFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.js';

/** Buttons for zooming. */
export function GraphTools(): ReactNode {
  const flow = useReactFlow();
  return (
    <Panel position="bottom-left" className="graph-tools">
      <button type="button" className="icon-button" aria-label="Zoom in" onClick={() => void flow.zoomIn()}>
        <Icon name="plus" />
      </button>
      <button type="button" className="icon-button" aria-label="Zoom out" onClick={() => void flow.zoomOut()}>
        <Icon name="minus" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Show all"
        onClick={() => void flow.fitView({ padding: 0.1, maxZoom: 1 })}
      >
        <Icon name="fit" />
      </button>
    </Panel>
  );
}
