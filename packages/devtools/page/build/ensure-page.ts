import { ensurePage } from './write-page.js';

await ensurePage();
