import { updateDocuments } from './documents.js';

/** `documents-main.ts`: cuts the code blocks of all documents anew from the files that they name. */
const updated = updateDocuments('.');
console.log(updated.length > 0 ? `Updated ${updated.join(', ')}` : 'Every document is up to date');
