import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { report } from '../protocol.js';
import { quiet } from '../quiet.js';
import { moduleTree } from './module-tree.js';

const root = moduleTree(Number(process.argv[2]));
await quiet();
const start = performance.now();
await NestFactory.createApplicationContext(root, { logger: false });
report(0, performance.now() - start);
