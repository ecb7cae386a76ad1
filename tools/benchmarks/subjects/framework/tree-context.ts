import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { report } from '../protocol.js';
import { moduleTree } from './module-tree.js';

const root = moduleTree(Number(process.argv[2]));
const start = performance.now();
await NestFactory.createApplicationContext(root, { logger: false });
report(0, performance.now() - start);
