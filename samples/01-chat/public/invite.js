// Copies the address of the room. Browsers allow that only on https and localhost. Elsewhere, there is no button.
import { announce, byId } from './dom.js';

export function createInvite() {
  const button = byId('invite');
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      button.textContent = 'Copied';
      announce('The link to this room was copied.');
    } catch {
      button.textContent = 'Copy it from the address bar';
    }
    setTimeout(() => {
      button.textContent = 'Copy link';
    }, 2_500);
  });
}
