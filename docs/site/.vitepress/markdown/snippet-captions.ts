import type { MarkdownRenderer } from 'vitepress';

const MARKER = /^<!-- snippet: ([^\s#]+)(?:#[\w-]+)? -->\s*$/;

/** Shows where a code block is cut from: the marker before it becomes its caption. */
export function snippetCaptions(md: MarkdownRenderer): void {
  md.core.ruler.push('snippet-captions', ({ tokens }) => {
    for (const token of tokens) {
      const file = token.type === 'html_block' && MARKER.exec(token.content)?.[1];
      if (file) token.content = `<p class="cut-from"><span>${md.utils.escapeHtml(file)}</span></p>\n`;
    }
  });
}
