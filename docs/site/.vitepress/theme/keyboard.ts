/**
 * What VitePress leaves out for readers who use the keyboard: Escape closes the menu of a narrow window, the focus
 * returns to the button that opened the menu or the search, and "Skip to content" also skips the outline of the page.
 */
export function improveKeyboard(document: Document): void {
  let wasSearching = false;
  let isEscape = false;
  // While it is captured, the search is still open.
  const noteKey = ({ key }: KeyboardEvent): void => {
    isEscape = key === 'Escape';
    if (!isEscape || !document.querySelector('.VPNavScreen')) return;
    const button = document.querySelector<HTMLElement>('.VPNavBarHamburger');
    button?.click();
    button?.focus();
  };
  document.addEventListener('keydown', noteKey, { capture: true });
  new MutationObserver(() => {
    const isSearching = document.querySelector('.VPLocalSearchBox') !== null;
    // Not after Enter, which opens a page: the same key would press the button.
    if (wasSearching && !isSearching && isEscape) document.querySelector<HTMLElement>('.DocSearch-Button')?.focus();
    wasSearching = isSearching;
  }).observe(document.body, { childList: true });
  document.addEventListener('click', ({ target }) => {
    const text = document.querySelector<HTMLElement>('main');
    if (!text || !(target instanceof Element && target.closest('.VPSkipLink'))) return;
    text.tabIndex = -1;
    // After VitePress has moved the focus to the outline and the text.
    setTimeout(() => text.focus());
  });
}
