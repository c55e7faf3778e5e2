/** Jobs and logs of the stand-in hub. */
const at = (s) => new Date(Date.now() + s * 1000).toISOString();
const run = (id, change) => ({ id, scheduled: at(-600), started: at(-600), ended: at(-598.8), outcome: 'succeeded', error: null, progress: null, text: null, started_by: null, ...change });
const job = (id, words, change) => {
  const [plugin, name] = id.split('/');
  return { id, plugin, name, schedule: { cron: '0 5 * * * ?', interval_s: null, words }, is_active: true, next: at(1500), last: run(1), running: null, skipped: 0, ...change };
};

export const jobs = [
  job('inventory-search/embed', 'every 15 minutes', { running: run(9, { outcome: null, ended: null, started: at(-12), progress: 0.42, text: '420 of 1,000 items', started_by: 'demo' }), skipped: 3 }),
  job('inventory-search/vacuum', 'every Sunday at 03:00', { next: at(260000), last: null }),
  job('nas-cache/probe', 'every minute', { last: run(3, { outcome: 'failed', error: 'IOException: The share //nas/backup does not answer; the connection was refused by the other side.' }) }),
  job('nas-cache/sync', 'every day at 02:30', { running: run(8, { outcome: null, ended: null, started: at(-3) }) }),
  job('tapo-energy/rollup', 'every hour at minute 5', { is_active: false, next: null, last: run(2, { started: null, ended: null, outcome: 'misfired', error: 'it was due while its plugin did not run' }) }),
];

const OUTCOMES = ['succeeded', 'succeeded', 'failed', 'cancelled', 'skipped_overlap', 'interrupted'];

export const runsOf = (before) => {
  const first = Math.min(before, 47) - 1;
  const runs = Array.from({ length: Math.min(20, first) }, (_, i) => {
    const outcome = OUTCOMES[(first - i) % OUTCOMES.length];
    return run(first - i, { outcome, scheduled: at(-3600 * (47 - first + i)), started: outcome === 'skipped_overlap' ? null : at(-3600 * (47 - first + i)), ended: outcome === 'succeeded' ? at(-3600 * (47 - first + i) + 2.4) : null,
      error: outcome === 'failed' ? 'IOException: The disk is full' : null, started_by: i % 5 === 0 ? 'demo' : null });
  });
  return { runs, next: first > 20 ? first - 19 : null };
};

const LINES = [
  ['information', 'PiHub.Inventory.Embedder', 'Embedded 420 of 1000 items', null],
  ['debug', 'PiHub.Inventory.Embedder', 'A batch took 812 ms', null],
  ['warning', 'PiHub.Inventory.Database', 'The database answers slowly: 2400 ms for SELECT', null],
  ['error', 'PiHub.PluginHost.Jobs.JobRegistry', 'Job embed of plugin inventory-search failed after 1200 ms', 'System.IO.IOException: The share does not answer\nSystem.Net.Sockets.SocketException: Connection refused'],
];
let lastLine = 0;

export const nextLine = () => {
  const [level, category, message, exception] = LINES[lastLine % LINES.length];
  lastLine += 1;
  return { id: lastLine, time: at(0), level, category, message, exception, plugin: lastLine % 3 === 0 ? 'inventory-search' : null };
};
