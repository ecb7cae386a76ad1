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
  it('plans the graph without creating instances or running hooks', async () => {
    const context = await preview(AppModule);
    await context.close();
    expect(made).not.toHaveBeenCalled();
  });

  it('still detects unresolved dependencies', async () => {
    @Module({ imports: [AppModule], providers: [{ provide: 'broken', useFactory: () => 1, inject: ['nothing'] }] })
    class Broken {}
    await expect(preview(Broken)).rejects.toMatchObject({ code: 'PORTICO_UNKNOWN_DEPENDENCY' });
  });

  it('creates the providers of listed modules', async () => {
    InitializeOnPreviewAllowlist.add(ToolModule);
    const context = await preview(AppModule);
    expect(made.mock.calls).toEqual([['tool']]);
    expect(context.get('tool')).toBe('tool');
  });
});
