/** `@portico/core/inspector/index.js`, and `@portico/core/inspector/serialized-graph.js` */
export { InitializeOnPreviewAllowlist } from '../application/preview-allowlist.js';
export { GraphInspector } from '../discovery/graph/graph-inspector.js';
export { PartialGraphHost } from '../discovery/graph/partial-graph-host.js';
export { SerializedGraph } from '../discovery/graph/serialized-graph.js';
