import type { Page } from 'playwright-core';

interface Node {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}

const INTERACTIVE = new Set(['button', 'textbox', 'searchbox', 'link', 'combobox', 'checkbox', 'DisclosureTriangle']);

/** Returns the elements that a screen reader finds, as the browser computes them: `role "name"`. */
export async function accessibleTree(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
  await session.detach();
  return nodes
    .filter(({ ignored, role }) => !ignored && role !== undefined)
    .map(({ role, name }) => `${role?.value} "${name?.value ?? ''}"`);
}

/** Returns controls without an accessible name. */
export async function namelessControls(page: Page): Promise<string[]> {
  return (await accessibleTree(page)).filter((node) => node.endsWith(' ""') && INTERACTIVE.has(node.slice(0, -3)));
}
