import { t } from '../text/text.js';

const WORDS: Readonly<Record<string, string>> = {
  device: t('format.roleDevice'), viewer: t('format.roleViewer'), operator: t('format.roleOperator'),
  installer: t('format.roleInstaller'), admin: t('format.roleAdmin'), owner: t('format.roleOwner'),
};

/** What people call a role; one that is not known keeps its name. */
export const roleWords = (role: string): string => WORDS[role] ?? role;
