/**
 * The pages that are no part of the first load: their code is fetched when one of them is first shown.
 * A new page: one line here, and `lazy('name', html`<ph-…-page>…`)` where the shell draws it.
 */
export const LAZY_PAGES = {
  audit: () => import('./audit/ph-audit-page.js'),
  automation: () => import('./automations/ph-automation-page.js'),
  automations: () => import('./automations/ph-automations-page.js'),
  broker: () => import('./broker/ph-broker-page.js'),
  history: () => import('./history/ph-history-page.js'),
  invite: () => import('./invite/ph-invite-page.js'),
  jobs: () => import('./jobs/ph-jobs-page.js'),
  keys: () => import('./keys/ph-keys-page.js'),
  logs: () => import('./logs/ph-logs-page.js'),
  notifications: () => import('./notifications/ph-notifications-page.js'),
  'plugin-details': () => import('./plugins/details/ph-plugin-details.js'),
  'plugin-logs': () => import('./plugins/logs/ph-plugin-logs-page.js'),
  'plugin-page': () => import('./plugin-page/ph-plugin-page.js'),
  'plugin-settings': () => import('./plugins/settings/ph-plugin-settings.js'),
  plugins: () => import('./plugins/ph-plugins-page.js'),
  profile: () => import('./profile/ph-profile-page.js'),
  settings: () => import('./settings/ph-settings-page.js'),
  'settings-section': () => import('./settings/ph-section-page.js'),
  setup: () => import('./setup/ph-setup-page.js'),
  system: () => import('./system/ph-system-page.js'),
  tour: () => import('./tour/ph-tour.js'),
  users: () => import('./users/ph-users-page.js'),
} satisfies Record<string, () => Promise<unknown>>;

export type LazyPage = keyof typeof LAZY_PAGES;
