import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

export interface RepositoryLinksOptions {
  /** The root of the repository. */
  readonly repository: string;
  /** The folder that the site is made of. */
  readonly documents: string;
  /** The address of the repository, when it has one that readers can open. */
  readonly url?: string | undefined;
}

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/**
 * Documents link to files of the repository too: samples, sources. On the site such a link leads to the repository, or
 * names the path where the repository has no address. A path that does not exist fails the build.
 */
export function repositoryLinks(md: MarkdownRenderer, options: RepositoryLinksOptions): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    if (!env.path || env.relativePath?.startsWith('reference/')) return;
    for (const { children } of tokens) {
      children?.forEach((token, index) => {
        if (token.type === 'link_open') visit(token, children, index, env.path, options);
      });
    }
  });
}

function visit(token: Token, siblings: Token[], index: number, page: string, options: RepositoryLinksOptions): void {
  const href = token.attrGet('href') ?? '';
  if (/^(?:[a-z]+:|#|\/)/i.test(href)) return;
  const [path = ''] = decodeURI(href).split('#');
  const target = resolve(dirname(page), path);
  const inside = !relative(options.documents, target).startsWith('..');
  if (inside && /(?:\.md|\.html|\/|^[\w-]+)$/.test(path)) return;
  const name = relative(options.repository, target);
  if (!existsSync(target))
    throw new Error(`${relative(options.repository, page)} links to ${name}, which does not exist`);
  if (options.url) {
    token.attrSet('href', `${options.url.replace(/^git\+|\.git$/g, '')}/blob/main/${name}`);
    return;
  }
  token.type = 'repository_path_open';
  token.tag = 'span';
  token.attrs = [
    ['class', 'repository-path'],
    ['title', `${name} in the repository`],
  ];
  const close = siblings.slice(index).find(({ type, level }) => type === 'link_close' && level === token.level);
  if (close) Object.assign(close, { type: 'repository_path_close', tag: 'span' });
}
