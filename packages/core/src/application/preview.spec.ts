import { Module, type Type } from '@portico/common';
import { describe, expect, it, vi } from 'vitest';
import { NestFactory } from './factory.js';
import { InitializeOnPreviewAllowlist } from './preview-allowlist.js';

const made = vi.fn();

@Module({ providers: [{ provide: 'tool', useFactory: () => made('tool') ?? 'tool' }] })
class ToolModule {}

@Module({
  imports: [ToolModule],
  providers: [{ provide: 'database', useFactory: () => made('database') }],
})
class AppModule {
  constructor() {
    made('AppModule');
  }
  onModuleInit(): void {
    made('hook');
  }
}

const preview = (module: Type) =>
  NestFactory.createApplicationContext(module, { preview: true, logger: false, abortOnError: false });

describe('preview', () => {
  it('plans the graph, makes nothing, and runs no hook', async () => {
    const context = await preview(AppModule);
    await context.close();
    expect(made).not.toHaveBeenCalled();
  });

  it('still finds what could not be resolved', async () => {
    @Module({ imports: [AppModule], providers: [{ provide: 'broken', useFactory: () => 1, inject: ['nothing'] }] })
    class Broken {}
    await expect(preview(Broken)).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_DEPENDENCY' });
  });

  it('makes the providers of the modules on the list', async () => {
    InitializeOnPreviewAllowlist.add(ToolModule);
    const context = await preview(AppModule);
    expect(made.mock.calls).toEqual([['tool']]);
    expect(context.get('tool')).toBe('tool');
  });
});
