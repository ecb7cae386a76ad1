import 'reflect-metadata';
import { explainFailure } from './explain-failure.js';

// Loaded here, so that what is wrong with a setting is told as any other failure.
import('./serve.js')
  .then(({ serve }) => serve())
  .catch((error: unknown) => {
    console.error(`\n${explainFailure(error)}\n`);
    process.exit(1);
  });
