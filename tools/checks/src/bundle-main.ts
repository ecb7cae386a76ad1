import { bundle } from './bundle.js';
import { bundleDeclarations } from './bundle-declarations.js';
import { copyFolders } from './copy-folders.js';

/** `bundle-main.ts <package folder>`: the second half of a build, after the compiler. */
const root = process.argv[2] ?? '.';
await bundle(root);
await bundleDeclarations(root);
copyFolders(root);
