import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import de from '../src/text/de.json';
import en from '../src/text/en.json';
import { tRich } from '../src/text/rich.js';
import { t, tCount } from '../src/text/text.js';
import { sources, templateText, visitAll } from './sources.js';

const english: Readonly<Record<string, string>> = en;
const german: Readonly<Record<string, string>> = de;
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

/** Whether a text's key, or the name that its plural forms share, is asked for. */
function usedKeys(): (key: string) => boolean {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  for (const source of sources) {
    visitAll(source, (node) => {
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        whole.add(node.text);
      } else if (ts.isTemplateExpression(node) && /^[a-z]\w*\./i.test(node.head.text)) {
        patterns.push(new RegExp(`^${templateText(node, '\u0000').replace(/[.*+?^$()[\]|\\{}]/g, '\\$&').replaceAll('\u0000', '[\\w:-]+')}$`));
      }
    });
  }
  return (key) => {
    const name = key.replace(/\.(one|other)$/, '');
    return whole.has(key) || whole.has(name) || patterns.some((pattern) => pattern.test(key) || pattern.test(name));
  };
}

describe('the text files', () => {
  it('have the same keys in every language', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
  });

  it.each(['en', 'de'])('are sorted, one text a line, none empty (%s)', (language) => {
    const lines = readFileSync(`src/text/${language}.json`, 'utf8').trimEnd().split('\n').slice(1, -1);
    const keys = lines.map((line) => /^ {2}"([a-zA-Z]+(?:\.[\w:-]+)+)": "(?:[^"\\]|\\.)+",?$/.exec(line)?.[1] ?? line);
    expect(keys).toEqual([...new Set(keys)].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('put the same values into a text in every language', () => {
    const other = Object.keys(en).filter((key) => {
      const [wanted, found] = [names(english[key] ?? ''), names(german[key] ?? '')];
      // "One reading" needs no number.
      return !/\.one$/.test(key) ? wanted.join() !== found.join() : wanted.filter((name) => name !== 'count').join() !== found.filter((name) => name !== 'count').join();
    });
    expect(other).toEqual([]);
  });

  it('have both forms of every plural', () => {
    const forms = new Set(Object.keys(en).filter((key) => /\.(one|other)$/.test(key)));
    expect([...forms].filter((key) => !forms.has(key.replace(/\.(one|other)$/, key.endsWith('.one') ? '.other' : '.one')))).toEqual([]);
  });

  it('have no text that nobody asks for, but for entries of the navigation', () => {
    const isUsed = usedKeys();
    expect(Object.keys(en).filter((key) => !isUsed(key) && !key.startsWith('nav.'))).toEqual([]);
  });
});

describe('texts', () => {
  it('are English unless another language is chosen', () => {
    expect(t('common.close')).toBe('Close');
  });

  it('take values by name', () => {
    expect(t('history.lowToHigh', { low: 1, high: 2 })).toBe('1 to 2');
  });

  it('follow a number, written as people write it', () => {
    expect([0, 1, 1234].map((count) => tCount('dashboard.deviceCount', count))).toEqual(['0 devices', '1 device', '1,234 devices']);
  });

  it('go around pieces of a page', () => {
    const link = { any: 'template' };
    expect(tRich('broker.howToConnectOne', { link })).toEqual(['How to connect one is in the ', link, '.']);
  });
});
