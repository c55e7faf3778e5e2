import type { Encoding } from '../../api/broker-publish.js';

export interface Payload {
  payload: string;
  encoding: Encoding;
}

/** The bytes of a payload as it came. */
export function bytesOf({ payload, encoding }: Payload): Uint8Array {
  return encoding === 'base64' ? Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)) : new TextEncoder().encode(payload);
}

/**
 * A JSON object or array with a line for each member; undefined when the text is none. Numbers and texts stay exactly as
 * they were sent, which parsing and writing them again would not promise.
 */
export function prettyJson(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
  } catch {
    return undefined;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g) ?? [];
  let indent = 0;
  let out = '';
  tokens.forEach((token, i) => {
    const line = `\n${'  '.repeat(indent)}`;
    if (token === '{' || token === '[') {
      indent += 1;
      const closes = tokens[i + 1] === '}' || tokens[i + 1] === ']';
      out += token + (closes ? '' : `\n${'  '.repeat(indent)}`);
    } else if (token === '}' || token === ']') {
      indent -= 1;
      const opened = tokens[i - 1] === '{' || tokens[i - 1] === '[';
      out += (opened ? '' : `\n${'  '.repeat(indent)}`) + token;
    } else if (token === ',') {
      out += `,${line}`;
    } else {
      out += token === ':' ? ': ' : token;
    }
  });
  return out;
}

/** Bytes as offset, hexadecimal and readable characters, `width` a line. */
export function hexDump(bytes: Uint8Array, width = 8): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    const part = [...bytes.subarray(at, at + width)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ').padEnd(width * 3 - 1);
    const text = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex}  ${text}`);
  }
  return lines.join('\n');
}

/** A payload in one short line. */
export function oneLine(message: Payload, length = 120): string {
  if (message.payload === '') {
    return '';
  }
  if (message.encoding === 'base64') {
    const shown = [...bytesOf(message).subarray(0, Math.floor(length / 3))].map((byte) => byte.toString(16).padStart(2, '0'));
    return `0x ${shown.join(' ')}`;
  }
  const text = message.payload.slice(0, length * 2).replace(/\s+/g, ' ').trim();
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
