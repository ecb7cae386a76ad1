import { Controller, Get, Injectable, Module, type Type } from '@nestjs/common';

const PROVIDERS_PER_MODULE = 5;

/**
 * A binary tree of modules, each with five providers of up to five dependencies (its own earlier
 * ones and what its children export) and one controller with one route.
 *
 * @param count how many modules
 * @returns the root module
 */
export function moduleTree(count: number): Type {
  const modules: { type: Type; exported: Type }[] = [];
  for (let index = count - 1; index >= 0; index--) {
    const children = [2 * index + 1, 2 * index + 2].filter((child) => child < count).map((child) => modules[child]!);
    modules[index] = makeModule(index, children);
  }
  return modules[0]!.type;
}

function makeModule(index: number, children: { type: Type; exported: Type }[]): { type: Type; exported: Type } {
  const providers: Type[] = [];
  for (let position = 0; position < PROVIDERS_PER_MODULE; position++) {
    const dependencies = [...children.map((child) => child.exported), ...providers].slice(-PROVIDERS_PER_MODULE);
    providers.push(makeProvider(`Provider${index}_${position}`, dependencies));
  }
  const controller = makeController(index, providers.slice(0, 2));
  const type = named(`Module${index}`, class {});
  const exported = providers[PROVIDERS_PER_MODULE - 1]!;
  Module({
    imports: children.map((child) => child.type),
    controllers: [controller],
    providers,
    exports: [exported],
  })(type);
  return { type, exported };
}

function makeProvider(name: string, dependencies: Type[]): Type {
  const type = named(name, withDependencies());
  Reflect.defineMetadata('design:paramtypes', dependencies, type);
  Injectable()(type);
  return type;
}

function makeController(index: number, dependencies: Type[]): Type {
  class TreeController {
    readonly dependencies: object[];

    constructor(...dependencies: object[]) {
      this.dependencies = dependencies;
    }

    find(): object {
      return { index };
    }
  }
  const type = named(`Controller${index}`, TreeController);
  Get()(type.prototype, 'find', Object.getOwnPropertyDescriptor(type.prototype, 'find')!);
  Reflect.defineMetadata('design:paramtypes', dependencies, type);
  Controller(`things-${index}`)(type);
  return type;
}

function withDependencies(): Type {
  return class {
    readonly dependencies: object[];

    constructor(...dependencies: object[]) {
      this.dependencies = dependencies;
    }
  };
}

function named(name: string, type: Type): Type {
  Object.defineProperty(type, 'name', { value: name });
  return type;
}
