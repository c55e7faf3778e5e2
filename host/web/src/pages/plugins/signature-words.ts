import type { Signature } from '../../api/plugins.js';

/** Who vouches for a version, in a few words. */
export function signatureWords({ status, signer }: Signature): string {
  switch (status) {
    case 'bundled':
      return 'came with PiHub';
    case 'signed':
      return `signed by ${signer ?? 'a trusted key'}`;
    case 'unknown_key':
      return 'signed by an unknown key';
    case 'unsigned':
      return 'not signed';
  }
}

/** A long hash in groups that can be read aloud. */
export const grouped = (hash: string): string => hash.match(/.{1,8}/g)?.join(' ') ?? '';
