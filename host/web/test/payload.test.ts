import { describe, expect, it } from 'vitest';
import { formatBytes } from '../src/format/bytes.js';
import { bytesOf, hexDump, oneLine, prettyJson } from '../src/pages/broker/payload.js';

describe('JSON with a line for each member', () => {
  it('is indented', () => {
    expect(prettyJson('{"a":1,"b":[true,{"c":null}],"d":{},"e":[]}')).toBe(
      '{\n  "a": 1,\n  "b": [\n    true,\n    {\n      "c": null\n    }\n  ],\n  "d": {},\n  "e": []\n}');
  });

  it('keeps numbers and texts exactly as they were sent', () => {
    expect(prettyJson('{"id":12345678901234567890,"t":1.0,"s":"a, {b}: \\"c\\" \\u0041"}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "t": 1.0,\n  "s": "a, {b}: \\"c\\" \\u0041"\n}');
  });

  it('is undefined for what is none, and for a single value', () => {
    expect([prettyJson('{"a":'), prettyJson('hello'), prettyJson('21.5'), prettyJson('null'), prettyJson('')]).toEqual(
      [undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('bytes', () => {
  it('come from text as UTF-8 and from base64', () => {
    expect([[...bytesOf({ payload: 'é', encoding: 'text' })], [...bytesOf({ payload: 'AP8=', encoding: 'base64' })]]).toEqual([[0xc3, 0xa9], [0, 255]]);
  });

  it('are shown with offset and readable characters', () => {
    expect(hexDump(new Uint8Array([0x41, 0x00, 0x7f, 0x42, 0x43]), 4)).toBe('0000  41 00 7f 42  A..B\n0004  43           C');
    expect(hexDump(new Uint8Array())).toBe('');
  });

  it('are counted in sensible units', () => {
    expect([0, 1, 999, 1000, 1536, 999_960, 67_108_864].map((n) => formatBytes(n, 'en'))).toEqual(
      ['0 bytes', '1 byte', '999 bytes', '1.0 kB', '1.5 kB', '1.0 MB', '67.1 MB']);
  });
});

describe('a payload in one line', () => {
  it('has no line breaks and an end', () => {
    expect(oneLine({ payload: 'a\n  b\tc', encoding: 'text' })).toBe('a b c');
    expect(oneLine({ payload: 'x'.repeat(50), encoding: 'text' }, 10)).toBe(`${'x'.repeat(10)}…`);
  });

  it('is hexadecimal for bytes', () => {
    expect(oneLine({ payload: 'AP8=', encoding: 'base64' })).toBe('0x 00 ff');
    expect(oneLine({ payload: '', encoding: 'text' })).toBe('');
  });
});
