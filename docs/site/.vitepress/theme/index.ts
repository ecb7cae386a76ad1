import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './colours.css';
import './diagrams.css';
import './parts.css';
import { improveKeyboard } from './keyboard.js';

/** VitePress' own theme in Portico's colours, with the fonts that a reader's machine has. */
export default {
  extends: DefaultTheme,
  enhanceApp: () => {
    // The pages are also rendered without a browser.
    if (typeof document !== 'undefined') improveKeyboard(document);
  },
} satisfies Theme;
