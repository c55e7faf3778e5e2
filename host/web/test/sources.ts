import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export interface Source {
  path: string;
  text: string;
  tree: ts.SourceFile;
}

/** All of src, parsed. */
export const sources: readonly Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort().map((name) => {
  const path = `src/${name}`;
  const text = readFileSync(path, 'utf8');
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
});

/** Calls back for every node of a source. */
export function visitAll(source: Source, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(source.tree);
}

/** The constant parts of a template, with a mark in each place of a value. */
export function templateText(template: ts.TemplateLiteral, mark: string): string {
  return ts.isTemplateExpression(template) ? [template.head, ...template.templateSpans.map((span) => span.literal)].map((part) => part.text).join(mark) : template.text;
}
