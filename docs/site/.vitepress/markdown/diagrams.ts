import { createHash } from 'node:crypto';
import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** Draws the mermaid blocks of a document while the site is built: a reader loads an SVG and no library. */
export function diagrams(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info, content } = tokens[index]!;
    if (info.trim() !== 'mermaid') return fence(tokens, index, options, env, self);
    return `<figure class="diagram" tabindex="0" role="img" aria-label="${md.utils.escapeHtml(inWords(content))}">${draw(content)}</figure>\n`;
  };
}

function draw(source: string): string {
  // The pages are made twice, for the server and for the client: an id must come out the same.
  const id = `diagram-${createHash('sha256').update(source).digest('hex').slice(0, 8)}`;
  // Vue drops a style inside of a page: the theme has the colours, see diagrams.css.
  return renderMermaidSVG(source, { transparent: true, padding: 4, nodeSpacing: 14, layerSpacing: 20 })
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<svg ([^>]*?width="([\d.]+)"[^>]*?) style="[^"]*"/, '<svg $1 style="--width:$2px" aria-hidden="true"')
    .replaceAll('arrowhead', `${id}-arrowhead`)
    .replaceAll(/\n\s*\n/g, '\n');
}

/** A diagram read aloud: its connections, one after the other. */
function inWords(source: string): string {
  const lines = source.split('\n').filter((line) => line.includes('-->'));
  return `Diagram: ${lines.map((line) => line.trim().replaceAll('-->', ' to ').replaceAll('&', 'and')).join('; ')}`;
}
