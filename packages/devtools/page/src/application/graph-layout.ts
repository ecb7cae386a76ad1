import { Graph, layout } from '@dagrejs/dagre';
import type { ApplicationIndex, Item, Kind } from './application-index.js';

export interface PlacedNode {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** A graph with more nodes is not readable. */
export const MOST_NODES = 600;
const HEIGHT = 52;

/** Places the items of the chosen kinds in layers. An item is left of the items that it needs. */
export function placeGraph(
  { items }: ApplicationIndex,
  kinds: ReadonlySet<Kind>,
  only?: ReadonlySet<string>,
): PlacedGraph {
  const shown = [...items.values()].filter(({ id, kind }) => kinds.has(kind) && (only?.has(id) ?? true));
  if (shown.length > MOST_NODES) return { nodes: [], edges: [] };
  const ids = new Set(shown.map(({ id }) => id));
  const edges = shown.flatMap((item) => edgesOf(item, ids, kinds));
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 72, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const item of shown) graph.setNode(item.id, { width: widthOf(item), height: HEIGHT });
  for (const { from, to } of edges) graph.setEdge(from, to);
  layout(graph);
  const nodes = shown.map((item) => {
    const { x, y } = graph.node(item.id);
    const width = widthOf(item);
    return { item, x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
  });
  return { nodes, edges };
}

/** Returns the edges to what an item needs, and the edge from its module. Routes and events are reached from their class instead. */
function edgesOf(item: Item, ids: ReadonlySet<string>, kinds: ReadonlySet<Kind>): PlacedEdge[] {
  const needs = item.needs.filter((need) => ids.has(need) && need !== item.id);
  const contained = kinds.has('module') && item.kind !== 'module' && item.kind !== 'route' && item.kind !== 'event';
  const edges = needs.map((need) => edge(item.id, need));
  return contained && ids.has(item.module) ? [edge(item.module, item.id), ...edges] : edges;
}

function edge(from: string, to: string): PlacedEdge {
  return { id: `${from}→${to}`, from, to };
}

function widthOf({ name, detail }: Item): number {
  return Math.min(280, Math.max(120, 44 + 7.6 * Math.max(name.length, detail.length)));
}

/** Returns an item, and all items that it needs or that need it, directly and indirectly. */
export function relatives({ items, neededBy }: ApplicationIndex, id: string): Set<string> {
  const found = new Set([id]);
  walk(id, (one) => items.get(one)?.needs ?? [], found);
  walk(id, (one) => neededBy.get(one) ?? [], found);
  return found;
}

function walk(from: string, next: (id: string) => readonly string[], found: Set<string>): void {
  const seen = new Set([from]);
  const waiting = [from];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue;
      seen.add(other);
      found.add(other);
      waiting.push(other);
    }
  }
}
