import { PassThrough } from 'node:stream';
import { Controller, Injectable, Module } from '@portico/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { IEntryNestModule } from '../root-module.js';
import { repl } from './repl.js';

@Injectable()
class CatsService {
  names(): string[] {
    return ['Tom'];
  }
  adopt(): void {}
}

@Controller()
class CatsController {}

@Module({ providers: [CatsService, { provide: 'answer', useValue: { is: 42 } }], controllers: [CatsController] })
class CatsModule {}

/** Opens a console whose input and output the test controls. */
async function open(module: IEntryNestModule = CatsModule) {
  const input = new PassThrough();
  const output = new PassThrough();
  const server = await repl(module, { prompt: '> ', input, output, terminal: false });
  const ask = async (line: string): Promise<string> => {
    output.read();
    input.write(`${line}\n`);
    let answer = '';
    await vi.waitFor(() => {
      answer += output.read()?.toString() ?? '';
      expect(answer.endsWith('> ')).toBe(true);
    });
    return answer.slice(0, -2);
  };
  return { server, ask };
}

describe('repl', () => {
  let close: (() => void) | undefined;
  afterEach(() => close?.());

  it('resolves providers and controllers by their names', async () => {
    const { server, ask } = await open();
    close = () => server.close();
    expect(await ask('get(CatsService).names()')).toBe("[ 'Tom' ]\n");
    expect(await ask('$(answer).is')).toBe('42\n');
    expect(await ask('get(CatsController).constructor.name')).toBe("'CatsController'\n");
    expect(await ask('select(CatsModule).get(CatsService).names()')).toBe("[ 'Tom' ]\n");
  });

  it('lists modules, methods and its own functions', async () => {
    const { server, ask } = await open();
    close = () => server.close();
    expect(await ask('debug()')).toBe(
      'CatsModule:\n  controllers:\n    CatsController\n  providers:\n    CatsService\n    answer\n',
    );
    expect(await ask('methods(CatsService)')).toBe('  names\n  adopt\n');
    expect(await ask('help()')).toMatch(/get, \$ \(token\)[\s\S]*resolve[\s\S]*help/);
  });

  it('closes the application with the console', async () => {
    const destroyed = vi.fn();
    const { server } = await open({ providers: [{ provide: 'x', useValue: { onModuleDestroy: destroyed } }] });
    server.close();
    await vi.waitFor(() => expect(destroyed).toHaveBeenCalledTimes(1));
  });
});
