import { describe, expect, it } from 'vitest';
import { cut, snippetsOf, unmarkedBlocks, withFreshSnippets } from './snippets.js';

const source = `import x from 'x';

// #region outer
class A {
  // #region inner
  method() {
    return x;
  }
  // #endregion
}
// #endregion
`;

const document = `# Title

<!-- snippet: a.ts#inner -->

\`\`\`ts
old
\`\`\`

\`\`\`ts
free
\`\`\`
`;

describe('a snippet', () => {
  it('is a region without its indent', () => {
    expect(cut(source, 'inner', 'a.ts')).toBe('method() {\n  return x;\n}\n');
  });

  it('leaves out the marks of the regions inside it', () => {
    expect(cut(source, 'outer', 'a.ts')).toBe('class A {\n  method() {\n    return x;\n  }\n}\n');
  });

  it('is the whole file without a region', () => {
    expect(cut(source, undefined, 'a.ts')).toMatch(/^import x/);
  });

  it('says which region is missing or open', () => {
    expect(() => cut(source, 'other', 'a.ts')).toThrow('a.ts has no region "other"');
    expect(() => cut('// #region a\nx', 'a', 'a.ts')).toThrow('does not end');
  });
});

describe('a document', () => {
  it('names what it is cut from', () => {
    expect(snippetsOf(document)).toEqual([{ file: 'a.ts', region: 'inner', code: 'old\n', line: 3 }]);
  });

  it('gets its marked blocks cut anew, and keeps the others', () => {
    const fresh = withFreshSnippets(document, () => source);
    expect(fresh).toContain('```ts\nmethod() {\n  return x;\n}\n```');
    expect(fresh).toContain('```ts\nfree\n```');
    expect(withFreshSnippets(fresh, () => source)).toBe(fresh);
  });

  it('shows which blocks no marker names', () => {
    expect(unmarkedBlocks(document, ['ts'])).toEqual([9]);
  });
});
