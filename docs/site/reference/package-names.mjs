import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Comment, Converter } from 'typedoc';

/**
 * A plugin of typedoc: calls `packages/core/src/adapters` what its readers import, `@portico/core/adapters`, and says what
 * a package is.
 */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const module of project.children ?? []) {
      const [, folder, entry] = /^packages\/([^/]+)\/src(?:\/(.+))?$/.exec(module.name) ?? [];
      if (!folder) continue;
      const manifest = resolve(import.meta.dirname, '../../../packages', folder, 'package.json');
      const { name, description } = JSON.parse(readFileSync(manifest, 'utf8'));
      const subpath = entry?.replace(/\/?index$/, '');
      module.name = subpath ? `${name}/${subpath}` : name;
      if (!subpath) module.comment ??= new Comment([{ kind: 'text', text: description }]);
    }
  });
}
