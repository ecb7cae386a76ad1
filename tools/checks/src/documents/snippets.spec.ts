import { describe, expect, it } from 'vitest';
import { cut, markersWithoutBlock, snippetsOf, unmarkedBlocks, withFreshSnippets } from './snippets.js';

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
  it('is a region without its indentation', () => {
    expect(cut(source, 'inner', 'a.ts')).toBe('method() {\n  return x;\n}\n');
  });

  it('omits the markers of inner regions', () => {
    expect(cut(source, 'outer', 'a.ts')).toBe('class A {\n  method() {\n    return x;\n  }\n}\n');
  });

  it('is the whole file without a region', () => {
    expect(cut(source, undefined, 'a.ts')).toMatch(/^import x/);
  });

  it('reports a missing or unclosed region', () => {
    expect(() => cut(source, 'other', 'a.ts')).toThrow('a.ts has no region "other"');
    expect(() => cut('// #region a\nx', 'a', 'a.ts')).toThrow('does not end');
  });
});

describe('a document', () => {
  it('names its source files', () => {
    expect(snippetsOf(document)).toEqual([{ file: 'a.ts', region: 'inner', code: 'old\n', line: 3 }]);
  });

  it('is updated in its marked blocks only', () => {
    const fresh = withFreshSnippets(document, () => source);
    expect(fresh).toContain('```ts\nmethod() {\n  return x;\n}\n```');
    expect(fresh).toContain('```ts\nfree\n```');
    expect(withFreshSnippets(fresh, () => source)).toBe(fresh);
  });

  it('lists blocks without a marker', () => {
    expect(unmarkedBlocks(document, ['ts'])).toEqual([9]);
  });

  it('lists markers that no block follows', () => {
    expect(markersWithoutBlock(document)).toEqual([]);
    expect(markersWithoutBlock(`${document}\n<!-- snippet: a.ts#inner -->\n\nText\n`)).toEqual([13]);
    expect(markersWithoutBlock('<!-- snippet: a.ts -->\n\n```ts\nnever closed\n')).toEqual([1]);
    expect(markersWithoutBlock('- A list\n\n  <!-- snippet: a.ts -->\n\n  ```ts\n  x\n  ```\n')).toEqual([3]);
  });
});
