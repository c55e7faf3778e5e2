/**
 * A stand-in for the hub, to work on the web admin alone: the REST API, the event stream and the built files.
 * node test/mock-hub.mjs [--port 8080] [--empty] [--auth] [--no-owner] [--role viewer] [--fail] [--slow] [--trouble]
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import { automationRuns, automations as allAutomations, faults, tried } from './mock-automations.mjs';
import { OPEN, accessRoutes, firstIdentity, identityOf } from './mock-access.mjs';
import { broker, brokerClients, devices as allDevices, pages, plugins as allPlugins, rejected, retained, valueAt } from './mock-data.mjs';
import { aligned, exported, imported, readings, statistics } from './mock-history.mjs';
import { jobs, nextLine, runsOf } from './mock-jobs.mjs';
import { settingsRoutes } from './mock-settings.mjs';
import { count, dismissAll, notificationPage, saveTarget, sort, targets } from './mock-notifications.mjs';
import { levels, network, system } from './mock-system.mjs';

const option = (name) => process.argv.includes(`--${name}`);
const port = Number(process.argv[process.argv.indexOf('--port') + 1]) || 8080;
let started = Date.now();
const devices = option('empty') ? [] : allDevices.map((device) => ({ ...device }));
const plugins = option('empty') ? [] : allPlugins.map((plugin) => ({ ...plugin }));
const automations = option('empty') ? [] : allAutomations;
const role = process.argv[process.argv.indexOf('--role') + 1];
/** Who is signed in; undefined: nobody. */
const access = {
  isEmpty: option('empty'),
  needsOwner: option('no-owner'),
  me: option('auth') ? undefined : firstIdentity(option('role') ? role : undefined),
  signIn: (user) => { access.me = identityOf(user); },
  restart: () => setTimeout(() => { started = Date.now() + 93784_000; }, 6000),
};

const dist = new URL('../dist/', import.meta.url).pathname;
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const CSP = "default-src 'self'; style-src 'self' 'unsafe-inline'";
const SILENT_S = { 'water-pump': 730, 'cow-17': 5400 };

const lastSeen = (id) => new Date(id in SILENT_S ? started - SILENT_S[id] * 1000 : Date.now()).toISOString();
const shown = (device) => ({ ...device, last_seen: lastSeen(device.id) });

class Problem extends Error {
  constructor(status, title, detail, errors) {
    super(detail);
    this.body = { type: 'about:blank', status, title, detail, ...(errors ? { errors } : {}) };
  }
}

function find(list, id, what) {
  const found = list.find((each) => each.id === id);
  if (!found) throw new Problem(404, 'Not found', `There is no ${what} “${id}”.`);
  return found;
}

function latest(only) {
  return devices.filter((d) => !only || d.id === only).flatMap((device) => device.metrics.map((m) => {
    const time = lastSeen(device.id);
    return { device: device.id, metric: m.name, value: valueAt(device.id, m.name, Date.parse(time) / 1000), unit: m.unit, time,
      quality: device.id in SILENT_S || m.name === 'pressure' ? 'stale' : 'good' };
  }));
}

function pluginRoute(id, rest) {
  if (id !== 'power-quality') throw new Problem(404, 'Not found', 'No such route.');
  const now = Date.now() / 1000;
  if (rest === 'now') {
    return Object.fromEntries(['l1', 'l2', 'l3'].map((p) => [p.toUpperCase(), {
      voltage: valueAt('meter', `${p}.voltage_rms`, now), current: valueAt('meter', `${p}.current_rms`, now), power: valueAt('meter', `${p}.power`, now),
      thd: valueAt('meter', `${p}.voltage_thd`, now), time: new Date().toISOString() }]));
  }
  if (rest === 'events') {
    return Array.from({ length: 5 }, (_, i) => ({ time: new Date(started - i * 7.3e6).toISOString(), type: i % 3 ? 'dip' : 'swell', phase: `L${(i % 3) + 1}`,
      residual: i % 3 ? 188.4 - i * 3 : 254.1, duration: 40 + i * 130, flagged: i === 2 }));
  }
  throw new Problem(404, 'Nothing yet', 'Nothing yet');
}

const routes = [
  ['GET', /^\/api\/health$/, () => ({ status: 'degraded', version: '0.1.0', role: 'hub', uptime_s: (Date.now() - started) / 1000 + 93784, checks: [
    { name: 'mqtt', status: 'ok', message: '4 clients' }, { name: 'recorder', status: 'ok', message: '182 readings a second' }, { name: 'plugins', status: 'degraded', message: 'lora-cattle is quarantined' }] })],
  ['GET', /^\/api\/auth\/me$/, () => access.me],
  ['POST', /^\/api\/auth\/logout$/, () => { access.me = undefined; }],
  ...accessRoutes(access, Problem),
  ['GET', /^\/api\/hub$/, () => ({
    name: 'Old mill', time_zone: process.env['MOCK_ZONE'] ?? 'Europe/Berlin', locale: process.env['MOCK_LOCALE'] ?? 'en', currency: 'EUR',
    nominal_voltage_volt: 230, nominal_frequency_hertz: 50, latitude_degrees: null, longitude_degrees: null,
  })],
  ['GET', /^\/api\/devices$/, () => devices.map(shown)],
  ['GET', /^\/api\/devices\/([^/]+)$/, ([id]) => shown(find(devices, id, 'device'))],
  ['POST', /^\/api\/devices$/, (_, __, body) => {
    if (devices.some((d) => d.id === body.id)) throw new Problem(400, 'Invalid device', 'The device was not added.', { id: ['There is already a device with this id.'], 'settings.host': ['is missing'] });
    const device = { ...allDevices[1], area: null, metrics: [], commands: [], state: 'configured', availability: 'unknown', ...body };
    devices.push(device);
    send('devices', shown(device));
    return shown(device);
  }],
  ['PUT', /^\/api\/devices\/([^/]+)$/, ([id], _, body) => shown(Object.assign(find(devices, id, 'device'), body))],
  ['DELETE', /^\/api\/devices\/([^/]+)$/, ([id]) => {
    devices.splice(devices.indexOf(find(devices, id, 'device')), 1);
    send('devices', { id, removed: true });
  }],
  ['POST', /^\/api\/devices\/([^/]+)\/commands\/([^/]+)$/, ([, name]) => name === 'capture'
    ? { id: '1', ok: false, state: 'timed_out', error: 'The device did not answer within 10 s.' } : { id: '2', ok: true, state: 'acknowledged', error: null }],
  ['GET', /^\/api\/drivers$/, () => [{ name: 'ade9000', plugin: 'power-quality' }, { name: 'tapo', plugin: 'tapo-energy' }]],
  ['GET', /^\/api\/readings\/latest$/, (_, q) => latest(q.get('device'))],
  ['GET', /^\/api\/readings$/, (_, q) => readings(devices, lastSeen, q)],
  ['GET', /^\/api\/readings\/aligned$/, (_, q) => aligned(devices, lastSeen, q)],
  ['GET', /^\/api\/readings\/statistics$/, (_, q) => statistics(devices, lastSeen, q)],
  ['GET', /^\/api\/readings\/export$/, (_, q) => exported(q)],
  ['POST', /^\/api\/readings\/import$/, (_, __, body) => imported(body)],
  ['GET', /^\/api\/system\/network$/, () => network],
  ['GET', /^\/api\/logs\/levels$/, () => levels],
  ['PUT', /^\/api\/logs\/levels$/, (_, __, body) => Object.assign(levels, { rules: body.rules.map((rule) => ({ ...rule, until: rule.for_s ? new Date(Date.now() + rule.for_s * 1000).toISOString() : rule.until ?? null })) })],
  ['GET', /^\/api\/logs$/, (_, q) => ({ lines: option('empty') ? [] : Array.from({ length: 60 }, nextLine).reverse().map((line) => (q.has('before') ? { ...line, id: line.id - 1e6 } : line)), next: q.has('before') ? null : 1 })],
  ['GET', /^\/api\/system$/, () => system(option('trouble'), started)],
  ['GET', /^\/api\/plugins$/, () => plugins],
  ['GET', /^\/api\/plugins\/drops$/, () => []],
  ['GET', /^\/api\/catalogue$/, () => ({ source: '', name: '', fetched_at: null, trouble: null, faults: [], plugins: [] })],
  ['GET', /^\/api\/plugins\/([^/]+)\/pages$/, ([id]) => pages[id] ?? []],
  ['POST', /^\/api\/plugins\/([^/]+)\/(enable|disable)$/, async ([id, what]) => {
    const plugin = find(plugins, id, 'plugin');
    await new Promise((done) => { setTimeout(done, 600); });
    if (plugin.state === 'incompatible') throw new Problem(409, 'Cannot be enabled', plugin.reason);
    Object.assign(plugin, what === 'enable' ? { enabled: true, state: 'running', reason: null } : { enabled: false, state: 'disabled', reason: null });
    send('plugins', plugin);
    return plugin;
  }],
  ['GET', /^\/api\/plugins\/([^/]+)\/logs$/, () => ({ lines: option('empty') ? [] : Array.from({ length: 60 }, nextLine).reverse(), next: null })],
  ['GET', /^\/api\/jobs$/, () => (option('empty') ? [] : jobs)],
  ['GET', /^\/api\/jobs\/([^/]+)\/([^/]+)\/runs$/, (_, q) => runsOf(Number(q.get('before') ?? 1000))],
  ['POST', /^\/api\/jobs\/([^/]+)\/([^/]+)\/(run|cancel)$/, ([plugin, name, what]) => {
    const job = find(jobs, `${plugin}/${name}`, 'job');
    if ((job.running !== null) === (what === 'run')) throw new Problem(409, 'Conflict', `The job '${name}' ${what === 'run' ? 'runs already' : 'does not run now'}.`);
    job.running = what === 'run' ? { ...runsOf(1000).runs[0], id: 50, started: new Date().toISOString(), ended: null, outcome: null } : null;
    send('jobs', job);
    return job;
  }],
  ['GET', /^\/api\/notifications$/, (_, q) => notificationPage(q.get('include') === 'dismissed', option('empty'))],
  ['POST', /^\/api\/notifications\/(\d+)\/(dismiss|restore)$/, ([id, what]) => { sort(id, what); send('notifications', { notification: null, ...count() }); }],
  ['POST', /^\/api\/notifications\/dismiss-all$/, () => {
    const dismissed = dismissAll();
    send('notifications', { notification: null, ...count() });
    return dismissed;
  }],
  ['GET', /^\/api\/notifications\/targets$/, () => (option('empty') ? [] : targets)],
  ['POST', /^\/api\/notifications\/targets$/, (_, __, body) => {
    if (body.mail && body.mail.to.length === 0) throw new Problem(400, 'Not valid', 'Not valid', { 'mail.to': ['enter 1 to 20 mail addresses, e.g. me@example.org'] });
    return saveTarget(undefined, body);
  }],
  ['PUT', /^\/api\/notifications\/targets\/([^/]+)$/, ([id], _, body) => saveTarget(id, body)],
  ['DELETE', /^\/api\/notifications\/targets\/([^/]+)$/, ([id]) => { targets.splice(targets.indexOf(find(targets, id, 'target')), 1); }],
  ['POST', /^\/api\/notifications\/targets\/([^/]+)\/test$/, ([id]) => (id === 'b2'
    ? { ok: false, message: 'localhost:1880 cannot be reached: Connection refused' } : { ok: true, message: 'The sample was sent and taken.' })],
  ['GET', /^\/api\/automations$/, () => automations],
  ['GET', /^\/api\/automations\/([^/]+)$/, ([id]) => find(automations, id, 'automation')],
  ['GET', /^\/api\/automations\/([^/]+)\/runs$/, automationRuns],
  ['POST', /^\/api\/automations$/, (_, __, body) => {
    const errors = faults(body);
    if (Object.keys(errors).length > 0) throw new Problem(400, 'Invalid automation', 'One or more validation errors occurred.', errors);
    const added = { ...allAutomations[0], ...body, id: `n${automations.length}`, version: 1, last_run: null, next: null };
    automations.push(added);
    return added;
  }],
  ['PUT', /^\/api\/automations\/([^/]+)$/, ([id], _, body) => {
    const errors = faults(body);
    if (Object.keys(errors).length > 0) throw new Problem(400, 'Invalid automation', 'One or more validation errors occurred.', errors);
    const known = find(automations, id, 'automation');
    return Object.assign(known, body, { version: known.version + 1 });
  }],
  ['DELETE', /^\/api\/automations\/([^/]+)$/, ([id]) => { automations.splice(automations.indexOf(find(automations, id, 'automation')), 1); }],
  ['POST', /^\/api\/automations\/([^/]+)\/(enable|disable)$/, ([id, what]) => {
    const changed = Object.assign(find(automations, id, 'automation'), what === 'enable' ? { enabled: true, state: 'waiting', reason: null } : { enabled: false, state: 'off', reason: null });
    send('automations', changed);
    return changed;
  }],
  ['POST', /^\/api\/automations\/([^/]+)\/test$/, (_, __, body) => tried(body.dry_run)],
  ['GET', /^\/api\/broker$/, () => broker],
  ['GET', /^\/api\/broker\/rejected$/, () => (option('empty') ? { total: 0, messages: [] } : rejected)],
  ['GET', /^\/api\/broker\/clients$/, (_, q) => {
    const clients = option('empty') ? [] : brokerClients.filter((c) => c.id.includes(q.get('search') ?? '') && (!q.get('state') || c.state === q.get('state')));
    return { total: clients.length, clients, next: null };
  }],
  ['DELETE', /^\/api\/broker\/clients\/([^/]+)$/, ([id]) => { brokerClients.splice(brokerClients.indexOf(find(brokerClients, id, 'MQTT client')), 1); }],
  ['GET', /^\/api\/broker\/retained$/, () => ({ messages: option('empty') ? [] : retained, next: null })],
  ['DELETE', /^\/api\/broker\/retained$/, (_, q) => { retained.splice(retained.findIndex((m) => m.topic === q.get('topic')), 1); }],
  ['POST', /^\/api\/broker\/publish$/, (_, __, body) => {
    sayMqtt(body.topic, body.payload);
    return { topic: body.topic, size: body.payload.length };
  }],
  ...settingsRoutes(option),
  ['GET', /^\/api\/([a-z0-9-]+)\/(.+)$/, ([id, rest]) => pluginRoute(id, rest)],
];

async function answer(request, url) {
  const body = await new Promise((done) => {
    let text = '';
    request.on('data', (chunk) => { text += chunk; });
    request.on('end', () => done(text === '' ? undefined : /json$/.test(request.headers['content-type'] ?? '') && !/ndjson/.test(request.headers['content-type']) ? JSON.parse(text) : text));
  });
  if (access.me === undefined && !OPEN.test(url.pathname)) throw new Problem(401, 'Not signed in', 'Sign in first.');
  if (option('fail') && !/health|auth/.test(url.pathname)) throw new Problem(503, 'Recorder not available', 'The disk is full: 0 bytes of 29.8 GB are free. Nothing is recorded until there is room.');
  if (option('slow') && url.pathname.startsWith('/api/readings')) await new Promise((done) => { setTimeout(done, 1500); });
  for (const [method, pattern, handler] of routes) {
    const match = pattern.exec(url.pathname);
    if (match && method === request.method) return handler(match.slice(1).map(decodeURIComponent), url.searchParams, body);
  }
  throw new Problem(404, 'Not found', `There is nothing at ${url.pathname}.`);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://hub');
  if (url.pathname.startsWith('/api/')) {
    try {
      const result = await answer(request, url);
      response.writeHead(result === undefined ? 204 : 200, { 'content-type': 'application/json' }).end(result === undefined ? undefined : JSON.stringify(result));
    } catch (cause) {
      const problem = cause.body ?? { status: 500, title: 'Failure', detail: String(cause) };
      response.writeHead(problem.status, { 'content-type': 'application/problem+json', ...cause.headers }).end(JSON.stringify(problem));
    }
    return;
  }
  const file = await readFile(join(dist, url.pathname)).catch(() => undefined);
  const name = file ? url.pathname : '/index.html';
  response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': CSP });
  response.end(file ?? (await readFile(join(dist, 'index.html'))));
});

const clients = new Map();
const sockets = new WebSocketServer({ server, path: '/api/events' });
sockets.on('connection', (socket) => {
  clients.set(socket, new Set());
  socket.on('message', (text) => clients.set(socket, new Set(JSON.parse(String(text)).subscribe)));
  socket.on('close', () => clients.delete(socket));
});

function send(topic, data) {
  const text = JSON.stringify({ topic, time: new Date().toISOString(), data });
  for (const [socket, topics] of clients) {
    if (topics.has(topic)) socket.send(text);
  }
}

function sayMqtt(topic, payload) {
  const data = { topic, payload, encoding: 'text', truncated: false, size: payload.length, qos: 0, retain: false, time: new Date().toISOString(), count: 1 };
  send('mqtt/#', data);
}

setInterval(() => {
  for (const device of devices.filter((d) => !(d.id in SILENT_S))) {
    const metrics = Object.fromEntries(device.metrics.filter((m) => m.name !== 'pressure').map((m) => [m.name, valueAt(device.id, m.name, Date.now() / 1000)]));
    send(`samples/${device.id}`, { time: new Date().toISOString(), metrics });
    sayMqtt(`pihub/${device.id}/state`, JSON.stringify(metrics));
  }
  send('events/power-quality', { type: 'measured' });
  send('broker', broker);
  const line = nextLine();
  send('logs/inventory-search', line);
  send('logs', line);
}, 1000);

server.listen(port, () => console.log(`mock hub on http://localhost:${port}`));
