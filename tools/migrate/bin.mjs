#!/usr/bin/env node
import '@oxc-node/core/register';

const { main } = await import('./src/main.ts');
process.exitCode = main(process.argv.slice(2), (text) => process.stdout.write(`${text}\n`));
