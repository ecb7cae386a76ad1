import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

/**
 * What the search knows of a page. Of a page of the reference its name and its first words: the headings below
 * ("Parameters", "Returns") are the same on hundreds of pages.
 */
export function searchText(source: string, env: MarkdownEnv, md: MarkdownRenderer): string {
  const html = md.render(source, env);
  if (env.frontmatter?.search === false) return '';
  if (!env.relativePath.startsWith('reference/')) return html;
  if (env.relativePath.endsWith('index.md')) return '';
  const second = html.indexOf('<h2');
  return second < 0 ? html : html.slice(0, second);
}
