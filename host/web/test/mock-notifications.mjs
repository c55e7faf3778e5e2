/** Notifications and targets of the stand-in hub. */
const at = (s) => new Date(Date.now() + s * 1000).toISOString();
const told = (id, severity, kind, subject, title, detail, link, change = {}) => ({
  id, kind, subject, severity, title, detail, link, raised_at: at(-id * 4000), last_at: at(-id * 900), count: 1, resolved_at: null, dismissed_at: null, ...change,
});

export const notifications = [
  told(1, 'info', 'plugin_update', 'tapo-energy 1.3.0', 'Version 1.3.0 of plugin Tapo Energy is available', 'Version 1.2.0 is installed.', '/plugins/tapo-energy'),
  told(2, 'warning', 'device_offline', 'cow-17', 'Device Cow 17 is offline', 'It said so itself, or its connection broke. Check its power and its network.', '/devices', { count: 4 }),
  told(3, 'warning', 'disk_nearly_full', 'recorder', 'The disk is nearly full', '1.1 GB of 29.8 GB are free; at this rate the oldest raw readings are deleted from Thursday on.', '/system'),
  told(4, 'error', 'plugin_quarantined', 'lora-cattle', 'Plugin LoRa Cattle is quarantined', 'It failed 5 times within 10 min: System.IO.IOException: no such port /dev/ttyUSB0. It is not started again by itself. Look at its log, then enable it again or go back to the version before.', '/plugins/lora-cattle'),
  told(5, 'warning', 'job_failed', 'nas-cache/probe', 'Job probe of plugin nas-cache failed', 'The share does not answer.', '/jobs', { resolved_at: at(-300) }),
  told(6, 'error', 'backup_failed', 'hub', 'A backup failed', 'The disk is full. Nothing of it remains.', '/system', { dismissed_at: at(-4000) }),
];

const target = (id, kind, name, change) => ({
  id, name, kind, enabled: true, least_severity: 'warning', kinds: [], quiet_minutes: 60, mqtt: null, mail: null, webhook: null, has_secret: false,
  last_success_at: null, last_error: null, last_error_at: null, next_try_at: null, waiting: 0, dropped: 0, ...change,
});

export const targets = [
  target('a1', 'mail', 'My mail', { has_secret: true, last_success_at: at(-7300), mail: { host: 'smtp.example.org', port: 587, security: 'start_tls', user: 'hub', from: 'hub@example.org', to: ['me@example.org', 'you@example.org'] } }),
  target('b2', 'webhook', 'Node-RED', { webhook: { url: 'http://localhost:1880/pihub' }, last_error: 'localhost:1880 cannot be reached: Connection refused', last_error_at: at(-130), waiting: 3 }),
  target('c3', 'mqtt', 'MQTT', { enabled: false, mqtt: { topic: 'pihub/$hub/notification' } }),
];

const open = () => notifications.filter((each) => each.dismissed_at === null && each.resolved_at === null);
export const count = (empty) => {
  const severities = empty ? [] : open().map((each) => each.severity);
  return { open: severities.length, worst: ['error', 'warning', 'info'].find((each) => severities.includes(each)) ?? null };
};
export const notificationPage = (all, empty) => ({ notifications: empty ? [] : [...(all ? notifications : open())].reverse(), ...count(empty), next: null });

export function dismissAll() {
  const ids = open().map((each) => each.id);
  notifications.filter((each) => ids.includes(each.id)).forEach((each) => { each.dismissed_at = at(0); });
  return { ids };
}

export function sort(id, what) {
  notifications.find((each) => each.id === Number(id)).dismissed_at = what === 'dismiss' ? at(0) : null;
}

export function saveTarget(id, body) {
  const saved = { ...(targets.find((each) => each.id === id) ?? target(`n${targets.length}`, body.kind, body.name, {})), ...body, has_secret: body.secret !== undefined && body.secret !== '' };
  delete saved.secret;
  const place = targets.findIndex((each) => each.id === saved.id);
  targets.splice(place < 0 ? targets.length : place, place < 0 ? 0 : 1, saved);
  return saved;
}
