import { create } from 'zustand';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'portico-devtools-theme';

interface ThemeState {
  readonly theme: Theme;
  choose(theme: Theme): void;
}

/** The colour theme of the page. It is stored if the browser allows that. */
export const useTheme = create<ThemeState>((set) => ({
  theme: remembered(),
  choose: (theme) => {
    show(theme);
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage can be disabled. The choice then lasts until the page is closed.
    }
    set({ theme });
  },
}));

export function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
