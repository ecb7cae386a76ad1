import { bundle } from './bundle.js';
import { bundleDeclarations } from './bundle-declarations.js';
import { copyFolders } from './copy-folders.js';

/** `build-main.ts <package folder>`: makes `dist` from what the compiler wrote. */
const root = process.argv[2] ?? '.';
await bundle(root);
await bundleDeclarations(root);
copyFolders(root);
