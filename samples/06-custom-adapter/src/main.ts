import 'reflect-metadata';
import { explainFailure } from './explain-failure.js';

// Imported dynamically, so that invalid settings are explained like other failures.
import('./serve.js')
  .then(({ serve }) => serve())
  .catch((error: unknown) => {
    console.error(`\n${explainFailure(error)}\n`);
    process.exit(1);
  });
