import ts from 'typescript';

export interface Mention {
  line: number;
  text: string;
}

/** The module specifiers that a source text imports, types and `import()` included. */
export function importsOf(source: string): Mention[] {
  const { importedFiles } = ts.preProcessFile(source, true, true);
  return importedFiles.map(({ fileName, pos }) => ({ line: lineAt(source, pos), text: fileName }));
}

/** The string literals and template parts of a source text; comments are free to name anything. */
export function stringsOf(source: string, fileName = 'source.ts'): Mention[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, false);
  const found: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push({ line: lineAt(source, node.getStart(file)), text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}
