import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sources, templateText, visitAll, type Source } from './sources.js';

const MARK = '\u0000';
/** Attributes that a person reads or hears. */
const READ = /\s(?:aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt|heading|label|caption|action|none|more|summary|text)=("[^"]*"|'[^']*'|[^\s>"']+)/g;
/** Names, and what machines read. */
const NAMES = new Set(['PiHub', 'L', 'CSV', 'Plugins:Catalogue:Source', 'pihub token create NAME --role owner --data DIR', 'DIR',
  'PiHub.Mqtt', 'STARTTLS', 'journalctl -u pihub', 'V,', 'Hz']);

const hasWords = (text: string): boolean => /\p{L}/u.test(text) && !NAMES.has(text.trim());

/** What a template of Lit says in words of its own: text nodes and attributes that are read. */
function wordsOf(template: string): string[] {
  const plain = template.replace(/<!--[\s\S]*?-->/g, '');
  const attributes = [...plain.matchAll(/<[a-z][^<]*?>/gi)].flatMap(([tag]) => [...tag.matchAll(READ)].map(([, value]) => (value ?? '').replace(/^["']|["']$/g, '')));
  const texts = plain.replace(/<\/?[a-z][\w-]*(?:\s+[^\s=>"']+(?:=(?:"[^"]*"|'[^']*'|[^\s>"']*))?|\s*)*\s*\/?>/gi, MARK).replace(/&\w+;/g, ' ').split(MARK);
  return [...attributes.flatMap((value) => value.split(MARK)), ...texts].map((text) => text.trim()).filter(hasWords);
}

const left = (source: Source, find: (node: ts.Node) => string[]): string[] => {
  const found: string[] = [];
  visitAll(source, (node) => found.push(...find(node).map((text) => `${source.path}: ${text}`)));
  return found;
};

describe('words in templates', () => {
  it.each([
    ['<p>Hello</p>', ['Hello']],
    [`<p class="a">${MARK}</p>`, []],
    [`<button aria-label="Close" @click=${MARK}>${MARK}</button>`, ['Close']],
    [`<p title="${MARK} of"><strong>${MARK}</strong> rows</p>`, ['of', 'rows']],
    [`<input ?disabled=${MARK} .value=${MARK} required>`, []],
  ])('finds what %j says itself', (template, words) => {
    expect(wordsOf(template)).toEqual(words);
  });

  it('has all of them in the text files', () => {
    const found = sources.flatMap((source) => left(source, (node) =>
      ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html' ? wordsOf(templateText(node.template, MARK)) : []));
    expect(found).toEqual([]);
  });

  it('has no sentence in a string either', () => {
    const found = sources.flatMap((source) => left(source, (node) => {
      const isText = ts.isStringLiteral(node) || (ts.isTemplateLiteral(node) && !ts.isTaggedTemplateExpression(node.parent));
      const text = isText ? (ts.isStringLiteral(node) ? node.text : templateText(node, '…')) : '';
      return /^\p{Lu}\p{Ll}+[,:]? \p{L}/u.test(text) ? [text] : [];
    }));
    expect(found).toEqual([]);
  });
});
