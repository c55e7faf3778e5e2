import { t } from '../../text/text.js';

export const TABS = [
  { id: 'overview', label: t('broker.overview') },
  { id: 'clients', label: t('broker.clients') },
  { id: 'topics', label: t('broker.topics') },
  { id: 'retained', label: t('broker.retained') },
  { id: 'rejected', label: t('broker.rejected') },
] as const;

export type TabId = (typeof TABS)[number]['id'];

/** The part of the broker's page that an address names. */
export function tabOf(pathname: string, search: string): TabId {
  if (pathname.startsWith('/rejected')) {
    return 'rejected';
  }
  const wanted = new URLSearchParams(search).get('tab');
  return TABS.find((tab) => tab.id === wanted)?.id ?? 'overview';
}

export const hrefOf = (tab: TabId): string => (tab === 'overview' ? '/broker' : `/broker?tab=${tab}`);

export const clientHref = (id: string): string => `${hrefOf('clients')}&client=${encodeURIComponent(id)}`;

export const retainedHref = (topic: string): string => `${hrefOf('retained')}&topic=${encodeURIComponent(topic)}`;
