import ts from 'typescript';

/**
 * Finds optional options that do not accept `undefined`: with `exactOptionalPropertyTypes`, applications cannot set them
 * from a value that may be missing, such as an environment variable.
 *
 * @param page the text of an api.md
 * @returns `Interface.property` of each
 */
export function optionsWithoutUndefined(page: string): string[] {
  const declarations = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, block]) => block).join('\n');
  const { statements } = ts.createSourceFile('api.ts', declarations, ts.ScriptTarget.Latest, true);
  return statements
    .filter((statement) => ts.isInterfaceDeclaration(statement))
    .filter(({ name }) => /(Options|Limits)$/.test(name.text))
    .flatMap(({ name, members }) => exactMembers(members).map((member) => `${name.text}.${member}`));
}

function exactMembers(members: readonly ts.TypeElement[]): string[] {
  return members.flatMap((member) => {
    if (!ts.isPropertySignature(member) || !member.questionToken || !member.type) return [];
    return acceptsUndefined(member.type) ? [] : [member.name.getText()];
  });
}

function acceptsUndefined(type: ts.TypeNode): boolean {
  if (ts.isUnionTypeNode(type)) return type.types.some(acceptsUndefined);
  return /^(undefined|any|unknown|never)$/.test(type.getText());
}
