import { writePage } from './write-page.js';

await writePage();
