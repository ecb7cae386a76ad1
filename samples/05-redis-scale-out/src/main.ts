import 'reflect-metadata';
import cluster from 'node:cluster';
import { explainFailure } from './explain-failure.js';

// The primary process starts the other processes with the same file.
const role = cluster.isPrimary ? import('./primary.js') : import('./processes/serve.js');

role
  .then(({ run }) => run())
  .catch((error: unknown) => {
    console.error(`\n${explainFailure(error)}\n`);
    process.exit(1);
  });
