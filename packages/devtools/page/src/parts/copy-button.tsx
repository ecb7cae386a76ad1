import { type ReactNode, useState } from 'react';
import { announce } from '../state/announcer.js';
import { copyText } from './copy-text.js';
import { Icon } from './icon.js';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

export function CopyButton({ label, text }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState(false);
  async function copy(): Promise<void> {
    try {
      await copyText(text());
      setCopied(true);
      announce('Copied.');
      setTimeout(() => setCopied(false), 1500);
    } catch {
      announce('The browser does not allow copying here.');
    }
  }
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}
