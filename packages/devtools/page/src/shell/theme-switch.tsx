import type { ReactNode } from 'react';
import { Icon, type IconName } from '../parts/icon.js';
import { THEMES, type Theme, useTheme } from '../state/theme.js';

const LABELS: Record<Theme, string> = { system: 'Colours of the system', light: 'Light colours', dark: 'Dark colours' };
const ICONS: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' };

export function ThemeSwitch(): ReactNode {
  const { theme, choose } = useTheme();
  return (
    <fieldset className="theme-switch">
      <legend className="visually-hidden">Colours</legend>
      {THEMES.map((value) => (
        <label key={value} title={LABELS[value]}>
          <input type="radio" name="theme" value={value} checked={theme === value} onChange={() => choose(value)} />
          <Icon name={ICONS[value]} />
          <span className="visually-hidden">{LABELS[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}
