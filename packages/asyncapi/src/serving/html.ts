/** Text that is already HTML. */
export interface Html {
  readonly html: string;
}

type Part = string | number | boolean | undefined | null | Html | readonly Part[];

/** Builds HTML. Escapes values that are not HTML themselves, and omits `false`, `undefined` and `null`. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, each, index) => `${text}${render(parts[index - 1])}${each}`) };
}

function render(part: Part): string {
  if (part === undefined || part === null || typeof part === 'boolean') return '';
  if (typeof part !== 'object') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
