import type { Signature } from '../../api/plugins.js';
import { t } from '../../text/text.js';

/** Who vouches for a version, in a few words. */
export function signatureWords({ status, signer }: Signature): string {
  switch (status) {
    case 'bundled':
      return t('plugins.cameWithPihub');
    case 'signed':
      return t('plugins.signed', { signer: signer ?? t('plugins.aTrustedKey') });
    case 'unknown_key':
      return t('plugins.signedByAnUnknownKey');
    case 'unsigned':
      return t('plugins.notSigned');
  }
}

/** A long hash in groups that can be read aloud. */
export const grouped = (hash: string): string => hash.match(/.{1,8}/g)?.join(' ') ?? '';
