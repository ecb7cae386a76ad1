// Forms that show errors of the API at their fields.
import { Refusal } from './api.js';

/**
 * Calls `send` when a form is submitted, and shows errors.
 *
 * @param send called with the form; its error is shown
 */
export function whenSubmitted(form, send) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    await attempt(form, () => send(form));
  });
}

/** Runs an action for a form, unless one is already running. */
export async function attempt(form, action) {
  if (form.getAttribute('aria-busy') === 'true') return;
  form.setAttribute('aria-busy', 'true');
  clearErrors(form);
  try {
    await action();
  } catch (error) {
    showErrors(form, error);
  } finally {
    form.removeAttribute('aria-busy');
  }
}

export function clearErrors(form) {
  for (const error of form.querySelectorAll('[data-error]')) setError(form, error, '');
}

function showErrors(form, error) {
  const fields = error instanceof Refusal ? error.errors : [];
  const left = [];
  for (const { field, message } of fields) {
    const place = form.querySelector(`[data-error="${CSS.escape(field.split('.')[0])}"]:not([data-error=""])`);
    if (place) setError(form, place, message);
    else left.push(message);
  }
  if (fields.length === 0) left.push(error.message);
  if (left.length > 0) setError(form, form.querySelector('[data-error=""]'), left.join(' '));
  form.querySelector('[aria-invalid]')?.focus();
}

function setError(form, place, text) {
  place.textContent = text;
  place.hidden = !text;
  const field = place.dataset.error && form.elements[place.dataset.error];
  if (!field) return;
  if (text) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
}
