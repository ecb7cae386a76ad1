import type { SerializedGraph, SerializedGraphJson } from './serialized-graph.js';

let partial: SerializedGraph | undefined;

/**
 * Keeps the graph of the last application that could not be made although it was to be described (`snapshot: true`), for
 * tools that show what was missing.
 */
export class PartialGraphHost {
  static register(graph: SerializedGraph): void {
    partial = graph;
  }

  /** The graph as data; `undefined` when no start has failed. */
  static toJSON(): SerializedGraphJson | undefined {
    return partial?.toJSON();
  }

  /** The graph as JSON; `undefined` when no start has failed. */
  static toString(): string | undefined {
    return partial?.toString();
  }
}
