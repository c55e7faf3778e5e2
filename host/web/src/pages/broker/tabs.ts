export const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'clients', label: 'Clients' },
  { id: 'topics', label: 'Topics' },
  { id: 'retained', label: 'Retained' },
  { id: 'rejected', label: 'Rejected' },
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
