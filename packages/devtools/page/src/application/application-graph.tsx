import {
  Background,
  type Edge,
  MarkerType,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { count } from '../parts/format.js';
import type { ApplicationIndex, Item, Kind } from './application-index.js';
import { GraphFilter } from './graph-filter.js';
import { MOST_NODES, type PlacedGraph, placeGraph, relatives } from './graph-layout.js';
import { GraphTools } from './graph-tools.js';
import { type ItemFlowNode, ItemNode } from './item-node.js';

interface ApplicationGraphProps {
  readonly index: ApplicationIndex;
  readonly found: ReadonlySet<string>;
  readonly searching: boolean;
  readonly selected: Item | undefined;
  readonly onSelect: (id: string | undefined) => void;
}

const NODE_TYPES = { item: ItemNode };
/** The minimum zoom keeps names readable, so a large graph extends beyond the window. */
const FIT = { padding: 0.08, minZoom: 0.45, maxZoom: 1 };

export function ApplicationGraph(props: ApplicationGraphProps): ReactNode {
  const { index, selected } = props;
  const [kinds, setKinds] = useState<ReadonlySet<Kind>>(new Set<Kind>(['module']));
  const [related, setRelated] = useState(false);
  const only = useMemo(
    () => (related && selected ? relatives(index, selected.id) : undefined),
    [index, related, selected],
  );
  const placed = useMemo(() => placeGraph(index, kinds, only), [index, kinds, only]);
  return (
    <>
      <GraphFilter
        index={index}
        kinds={kinds}
        onKinds={setKinds}
        related={related}
        onRelated={setRelated}
        selected={selected?.name}
      />
      <div className="graph">
        <ReactFlowProvider>
          <Flow {...props} placed={placed} />
        </ReactFlowProvider>
        {placed.nodes.length === 0 && (
          <p className="graph-empty hint">
            {kinds.size === 0
              ? 'Choose above what to draw.'
              : `There are more than ${count(MOST_NODES)} of these. Choose fewer kinds, or draw only what is related to a selection.`}
          </p>
        )}
      </div>
    </>
  );
}

function Flow({
  placed,
  found,
  searching,
  selected,
  onSelect,
}: ApplicationGraphProps & { readonly placed: PlacedGraph }): ReactNode {
  const flow = useReactFlow();
  const near = useMemo(() => neighbours(placed, selected?.id), [placed, selected]);
  const nodes = useMemo(() => {
    const isNear = (id: string): boolean => (searching ? found.has(id) : (near?.has(id) ?? true));
    return placed.nodes.map((node) => flowNode(node, !isNear(node.item.id), node.item.id === selected?.id));
  }, [placed, found, searching, near, selected]);
  const edges = useMemo(() => placed.edges.map((edge) => flowEdge(edge, near)), [placed, near]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: fits the view when the graph changes, not when the selection does
  useEffect(() => {
    const frame = requestAnimationFrame(() => void flow.fitView({ ...FIT, ...(near && { nodes: idsOf(near) }) }));
    return () => cancelAnimationFrame(frame);
  }, [placed, flow]);

  const target = searching && found.size > 0 ? found : undefined;
  useEffect(() => {
    if (target) void flow.fitView({ ...FIT, nodes: idsOf(target) });
  }, [target, flow]);

  const clicked = useRef<string>(undefined);
  useEffect(() => {
    if (near && selected && clicked.current !== selected.id) void flow.fitView({ ...FIT, nodes: idsOf(near) });
  }, [near, selected, flow]);

  function onNodesChange(changes: NodeChange<ItemFlowNode>[]): void {
    for (const change of changes) {
      if (change.type !== 'select' || !change.selected) continue;
      clicked.current = change.id;
      onSelect(change.id);
    }
  }

  return (
    <ReactFlow<ItemFlowNode>
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      onNodesChange={onNodesChange}
      onPaneClick={() => onSelect(undefined)}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      minZoom={0.1}
      maxZoom={2}
      onlyRenderVisibleElements={placed.nodes.length > 200}
      aria-label="Graph of the application. Tab moves between its nodes, Enter selects one. The other tabs show the same as lists."
    >
      <Background gap={24} size={1} />
      <GraphTools />
    </ReactFlow>
  );
}

function idsOf(ids: ReadonlySet<string>): { readonly id: string }[] {
  return [...ids].map((id) => ({ id }));
}

/** Returns the selected item and the items that are directly connected to it. */
function neighbours({ edges }: PlacedGraph, id: string | undefined): Set<string> | undefined {
  if (id === undefined) return undefined;
  const near = new Set([id]);
  for (const { from, to } of edges) {
    if (from === id) near.add(to);
    if (to === id) near.add(from);
  }
  return near;
}

function flowNode(
  { item, x, y, width, height }: PlacedGraph['nodes'][number],
  dim: boolean,
  selected: boolean,
): ItemFlowNode {
  return {
    id: item.id,
    type: 'item',
    position: { x, y },
    width,
    height,
    selected,
    ariaLabel: [item.kind, item.name, item.detail].filter(Boolean).join(' '),
    className: dim ? 'dimmed' : '',
    data: { item },
  };
}

function flowEdge({ id, from, to }: PlacedGraph['edges'][number], near: ReadonlySet<string> | undefined): Edge {
  const close = near?.has(from) === true && near.has(to);
  return {
    id,
    source: from,
    target: to,
    className: near === undefined ? '' : close ? 'edge-near' : 'dimmed',
    markerEnd: {
      type: MarkerType.ArrowClosed,
      width: 14,
      height: 14,
      color: `var(${close ? '--accent' : '--edge-strong'})`,
    },
  };
}
