import { bundle } from './bundle.js';

/** `bundle-main.ts <package folder>`: the second half of a build, after the compiler. */
await bundle(process.argv[2] ?? '.');
