/** What docs/architecture.md says about the packages: which ones there are, and what each may import. */
export interface ArchitecturePage {
  /** The table: what each package may import. */
  readonly mayImport: ReadonlyMap<string, readonly string[]>;
  /** The arrows of the drawing. */
  readonly arrows: readonly Arrow[];
}

export type Arrow = readonly [from: string, to: string];

/** Reads the section "Packages" of the page. */
export function readArchitecturePage(text: string): ArchitecturePage {
  const section = /^## Packages$([\s\S]*?)^## /m.exec(text)?.[1] ?? '';
  return { mayImport: new Map(tableRows(section)), arrows: arrowsOf(section) };
}

/** The arrows that the drawing needs not have, because others lead to the same package, are added. */
export function closureOf(arrows: readonly Arrow[]): Map<string, Set<string>> {
  const reached = new Map<string, Set<string>>();
  const reach = (from: string): Set<string> => {
    const known = reached.get(from);
    if (known) return known;
    const found = new Set<string>();
    reached.set(from, found);
    for (const [source, target] of arrows) {
      if (source !== from) continue;
      found.add(target);
      for (const further of reach(target)) found.add(further);
    }
    return found;
  };
  for (const [from] of arrows) reach(from);
  return reached;
}

function* tableRows(section: string): Generator<[string, string[]]> {
  for (const [, names = '', imports = ''] of section.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|/gm)) {
    const allowed = imports.trim() === 'nothing of ours' ? [] : imports.split(',').map((name) => name.trim());
    for (const [, name = ''] of names.matchAll(/`([^`]+)`/g)) yield [name, allowed];
  }
}

/** `a --> b[label] & c`: each package has an id, and the label where it is named first. */
function arrowsOf(section: string): Arrow[] {
  const drawing = /```mermaid([\s\S]*?)```/.exec(section)?.[1] ?? '';
  const labels = new Map<string, string>();
  for (const [, id = '', label = ''] of drawing.matchAll(/([\w-]+)\[([^\]]+)\]/g)) labels.set(id, label);
  const namesIn = (side: string): string[] =>
    side.split('&').map((each) => {
      const id = each.replace(/\[.*/, '').trim();
      return labels.get(id) ?? id;
    });
  return [...drawing.matchAll(/^(.*)-->(.*)$/gm)].flatMap(([, from = '', to = '']) =>
    namesIn(from).flatMap((source) => namesIn(to).map((target): Arrow => [source, target])),
  );
}
