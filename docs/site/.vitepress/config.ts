import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type MarkdownOptions } from 'vitepress';
import { diagrams } from './markdown/diagrams.js';
import { repositoryLinks } from './markdown/repository-links.js';
import { slugify } from './markdown/slugify.js';
import { snippetCaptions } from './markdown/snippet-captions.js';
import { navigation, sidebar } from './navigation.js';
import { resolveVue } from './resolve-vue.js';
import { searchText } from './search-text.js';

const repository = resolve(import.meta.dirname, '../../..');
const documents = resolve(repository, 'docs');
const { repository: home } = JSON.parse(readFileSync(resolve(repository, 'package.json'), 'utf8'));

const markdown: MarkdownOptions = {
  theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
  anchor: { slugify },
  config(md) {
    md.use(diagrams);
    md.use(snippetCaptions);
    md.use(repositoryLinks, { repository, documents, url: home?.url });
  },
};

export default defineConfig({
  title: 'Portico',
  description: 'Realtime and HTTP servers on Node, in TypeScript: one core, and only the platforms that you install.',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: documents,
  // A look at a draft, while pages that others write are still missing.
  ignoreDeadLinks: process.env.DOCS_DRAFT === 'true',
  srcExclude: ['site/**', 'examples/**', 'test/**', 'out-tsc/**'],
  outDir: resolve(import.meta.dirname, '../dist'),
  cacheDir: resolve(import.meta.dirname, '../node_modules/.vitepress'),
  head: [['link', { rel: 'icon', href: `${process.env.DOCS_BASE ?? '/'}icon.svg`, type: 'image/svg+xml' }]],
  markdown,
  vite: {
    plugins: [resolveVue],
    publicDir: resolve(import.meta.dirname, '../public'),
    build: { chunkSizeWarningLimit: 1500 },
  },
  metaChunk: true,
  themeConfig: {
    logo: { src: '/icon.svg', alt: '' },
    nav: navigation,
    sidebar: sidebar(documents),
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: {
        _render: searchText,
        miniSearch: {
          searchOptions: {
            boost: { title: 4, text: 2, titles: 1 },
            fuzzy: 0.15,
            prefix: true,
            // The guide explains what the reference and the errors only name. It runs in the browser, by itself.
            boostDocument: (id: string) => (/\/reference\//.test(id) ? 0.5 : /\/errors\.html/.test(id) ? 0.7 : 1),
          },
        },
      },
    },
    docFooter: { prev: 'Previous', next: 'Next' },
    externalLinkIcon: true,
    footer: {
      message: 'MIT licensed. Independent of NestJS and not affiliated with it.',
    },
  },
});
