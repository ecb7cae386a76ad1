import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { ALWAYS, type Combination } from '../install/combinations.js';
import { Consumer } from '../install/consumer.js';
import { firstStepsOf } from '../install/readme.js';

/** What an installation weighs. */
export interface Weight {
  /** Bytes on the disk. */
  bytes: number;
  /** Packages, our own among them. */
  count: number;
}

/** A combination with everything that it is compared with. */
export interface Measured {
  title: string;
  bare: Weight;
  ours: Weight;
  nestjs: Weight;
  /** Of ours: the packages of the framework itself. */
  own: number;
  ownOfNestjs: number;
  /** Packages beyond the libraries, our own, rxjs and reflect-metadata. */
  extra: string[];
}

/** Installs a combination three times: the libraries alone, ours, and NestJS. */
export async function measure(
  { title, readme, bare, nestjs }: Combination,
  folder: string,
  npmrc: string,
): Promise<Measured> {
  const install = async (packages: readonly string[]) => {
    const consumer = Consumer.in(mkdtempSync(join(folder, 'sizes-')), npmrc);
    await consumer.install(packages);
    return consumer;
  };
  const { packages } = firstStepsOf(readme);
  const [alone, ours, theirs] = [await install(bare), await install(packages), await install(nestjs)];
  return {
    title,
    bare: await weigh(alone),
    ours: await weigh(ours),
    nestjs: await weigh(theirs),
    own: await ours.diskUsage('@portico'),
    ownOfNestjs: await theirs.diskUsage('@nestjs'),
    extra: extraOf(ours, [...alone.installed(), ...packages]),
  };
}

/** What came along beyond what was asked for. */
export function extraOf(consumer: Consumer, asked: readonly string[]): string[] {
  const expected = new Set([...asked, ...ALWAYS]);
  return consumer.installed().filter((name) => !expected.has(name));
}

async function weigh(consumer: Consumer): Promise<Weight> {
  return { bytes: await consumer.diskUsage(), count: consumer.installed().length };
}
