import type { Plugin } from '../api/plugins.js';
import { hubName } from '../format/hub.js';
import type { Route } from '../router.js';
import { t, type TextKey } from '../text/text.js';

const TITLES: Partial<Readonly<Record<Route['page'], TextKey>>> = {
  dashboard: 'nav.dashboard',
  history: 'common.history',
  devices: 'common.devices',
  plugins: 'common.plugins',
  broker: 'common.mqttBroker',
  jobs: 'common.jobs',
  system: 'nav.system',
  automations: 'nav.automations',
  automation: 'nav.automations',
  settings: 'nav.settings',
  'settings-section': 'nav.settings',
  logs: 'nav.logs',
  notifications: 'notifications.title',
  'notification-targets': 'notifications.title',
  users: 'nav.users',
  keys: 'nav.keys',
  audit: 'nav.audit',
  profile: 'nav.profile',

  'plugin-settings': 'plugins.settings',
  'plugin-logs': 'plugins.log',
  unknown: 'shell.thereIsNoSuchPage',
};

/** The document's title: the page, the plugin it belongs to, and the hub. */
export function pageTitle(route: Route, plugins: readonly Plugin[]): string {
  const plugin = 'plugin' in route ? plugins.find((each) => each.id === route.plugin) : undefined;
  const page = 'id' in route ? plugin?.pages.find((each) => each.id === route.id)?.title : undefined;
  const key = TITLES[route.page];
  return [page ?? (key === undefined ? undefined : t(key)), plugin?.name, hubName()].filter((part) => part !== undefined).join(' – ');
}
