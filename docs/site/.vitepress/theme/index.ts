import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './colours.css';
import './diagrams.css';
import './parts.css';

/** VitePress' own theme in Portico's colours, with the fonts that a reader's machine has. */
export default { extends: DefaultTheme } satisfies Theme;
