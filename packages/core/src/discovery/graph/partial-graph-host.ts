import type { SerializedGraph, SerializedGraphJson } from './serialized-graph.js';

let partial: SerializedGraph | undefined;

/**
 * Keeps the graph of the last application with `snapshot: true` that could not be created, for tools that show what was
 * missing.
 */
export class PartialGraphHost {
  static register(graph: SerializedGraph): void {
    partial = graph;
  }

  /** Returns the graph as data; `undefined` if no start-up has failed. */
  static toJSON(): SerializedGraphJson | undefined {
    return partial?.toJSON();
  }

  /** Returns the graph as JSON; `undefined` if no start-up has failed. */
  static toString(): string | undefined {
    return partial?.toString();
  }
}
