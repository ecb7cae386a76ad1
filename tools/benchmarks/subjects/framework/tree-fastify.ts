import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { report } from '../protocol.js';
import { quiet } from '../quiet.js';
import { moduleTree } from './module-tree.js';

const root = moduleTree(Number(process.argv[2]));
await quiet();
const start = performance.now();
const app = await NestFactory.create(root, new FastifyAdapter(), { logger: false });
await app.init();
report(0, performance.now() - start);
