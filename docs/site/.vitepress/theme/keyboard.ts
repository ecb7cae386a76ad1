/**
 * What VitePress leaves out for readers who use the keyboard: Escape closes the menu of a narrow window, and the focus
 * returns to the button that opened the menu or the search.
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
}
