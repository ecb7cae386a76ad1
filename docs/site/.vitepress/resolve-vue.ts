/**
 * A plugin of Vite. The documents lie outside of this folder, and above them no Vue is installed: while pages are
 * rendered, the one that they import is the one here.
 */
export const resolveVue = {
  name: 'portico-resolve-vue',
  enforce: 'pre',
  resolveId: (id: string, _importer: string | undefined, { ssr }: { ssr?: boolean }) =>
    ssr && /^vue(?:\/|$)/.test(id) ? { id, external: true as const } : undefined,
} as const;
