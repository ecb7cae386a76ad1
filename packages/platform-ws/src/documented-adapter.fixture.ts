import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Type, WebSocketAdapter } from '@portico/common';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const source = new URL('../test/documented-adapter.txt', import.meta.url);

/**
 * The documented adapter, unchanged except for the package names. It is compiled to CommonJS like the
 * documented projects, because otherwise `import * as WebSocket from 'ws'` has no `Server`.
 */
export function loadDocumentedAdapter(): Type<WebSocketAdapter> {
  const { outputText } = transpileModule(readFileSync(source, 'utf8'), {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
  });
  const exports: { WsAdapter?: Type<WebSocketAdapter> } = {};
  new Function('require', 'exports', outputText)(createRequire(import.meta.url), exports);
  return exports.WsAdapter as Type<WebSocketAdapter>;
}
