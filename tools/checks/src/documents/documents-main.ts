import { updateDocuments } from './documents.js';

/** `documents-main.ts`: cuts the code blocks of all documents anew, and quotes the figures of docs/measurements.md. */
const updated = updateDocuments('.');
console.log(updated.length > 0 ? `Updated ${updated.join(', ')}` : 'Every document is up to date');
