import 'reflect-metadata';
import cluster from 'node:cluster';
import { explainFailure } from './explain-failure.js';

// One command, one file: the first process starts the others with it.
const role = cluster.isPrimary ? import('./primary.js') : import('./processes/serve.js');

role
  .then(({ run }) => run())
  .catch((error: unknown) => {
    console.error(`\n${explainFailure(error)}\n`);
    process.exit(1);
  });
