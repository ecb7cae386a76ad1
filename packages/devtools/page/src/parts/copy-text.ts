/** Copies text. @throws if the browser does not allow it */
export async function copyText(text: string): Promise<void> {
  // Browsers have it only for pages on HTTPS and on localhost, and devtools may be opened from another device.
  const clipboard: Clipboard | undefined = navigator.clipboard;
  if (clipboard) await clipboard.writeText(text);
  else copySelection(text);
}

function copySelection(text: string): void {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.className = 'visually-hidden';
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    if (!document.execCommand('copy')) throw new Error('The browser does not allow copying.');
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
