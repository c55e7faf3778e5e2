/** Plausible devices, plugins and readings for the mock hub. */

const PHASES = ['l1', 'l2', 'l3'];
const metric = (name, label, unit, kind = 'measurement', device_class = null) => ({ name, label, unit, kind, device_class });
const threePhase = (key, label, unit, kind) => PHASES.map((p) => metric(`${p}.${key}`, `${p.toUpperCase()} ${label}`, unit, kind));

const blank = { area: null, state: 'discovered', availability: 'online', reason: null, driver: null, settings: null, manufacturer: null, model: null, software_version: null, commands: [] };

export const devices = [
  {
    ...blank, id: 'meter', name: 'Main meter', area: 'Switchboard', state: 'configured', driver: 'ade9000', settings: { port: 'spi0.0', current_ratio: 2000 },
    manufacturer: 'PiHub', model: 'ADE9000 board', software_version: '1.4.2',
    metrics: [
      ...threePhase('voltage_rms', 'voltage', 'V'), ...threePhase('current_rms', 'current', 'A'), ...threePhase('power', 'active power', 'W'),
      ...threePhase('power_factor', 'power factor', null), ...threePhase('voltage_thd', 'voltage THD', '%'),
      metric('frequency', 'Frequency', 'Hz'), metric('power_total', 'Total power', 'W'), metric('energy_import', 'Imported energy', 'kWh', 'total_increasing', 'energy'),
    ],
    commands: [
      { name: 'reset_energy', label: 'Reset the energy counters', arguments: null },
      { name: 'capture', label: 'Capture a waveform', arguments: { type: 'object', required: ['cycles'], properties: {
        cycles: { type: 'integer', title: 'Cycles', minimum: 1, maximum: 50, default: 10 },
        phase: { type: 'string', title: 'Phase', enum: ['L1', 'L2', 'L3'] }, calibrated: { type: 'boolean', title: 'Calibrated values', default: true } } } },
    ],
  },
  {
    ...blank, id: 'barn-climate', name: 'Barn climate', area: 'Barn', model: 'SHT31', manufacturer: 'Sensirion',
    metrics: [metric('temperature', 'Temperature', '°C'), metric('humidity', 'Humidity', '%'), metric('pressure', 'Air pressure', 'hPa'), metric('door_open', 'Door open', null)],
  },
  {
    ...blank, id: 'water-pump', name: 'Water pump plug', area: 'Well house', state: 'configured', driver: 'tapo', settings: { host: '192.168.1.41' }, model: 'P115', manufacturer: 'TP-Link',
    availability: 'offline', reason: 'No answer from 192.168.1.41 for 12 minutes (3 attempts timed out)',
    metrics: [metric('power', 'Power', 'W'), metric('energy_today', 'Energy today', 'kWh', 'total'), metric('on', 'Switched on', null), metric('wifi_rssi', 'Wi-Fi signal', 'dBm')],
    commands: [{ name: 'switch', label: 'Switch', arguments: { type: 'object', required: ['on'], properties: { on: { type: 'boolean', title: 'On' } } } }],
  },
  {
    ...blank, id: 'cow-17', name: 'Collar 17 “Frieda”', area: 'Pasture', model: 'LoRa collar', availability: 'unknown',
    metrics: [metric('battery', 'Battery', '%'), metric('steps', 'Steps today', null, 'total'), metric('behaviour', 'Behaviour', null), metric('rssi', 'Signal', 'dBm')],
  },
  {
    ...blank, id: 'pv-inverter', name: 'Solar inverter', area: 'Roof', state: 'configured', driver: 'sunspec', settings: {}, model: 'STP 8.0', manufacturer: 'SMA',
    metrics: [metric('power', 'Power', 'W'), metric('yield_today', 'Yield today', 'kWh', 'total'), metric('dc_voltage_1', 'String 1 voltage', 'V'), metric('dc_voltage_2', 'String 2 voltage', 'V'),
      metric('efficiency', 'Efficiency', '%'), metric('temperature', 'Housing', '°C'), metric('state', 'Inverter state', null), metric('grid_frequency', 'Grid frequency', 'Hz')],
  },
];

const column = (field, heading, unit = undefined, decimals = undefined, isTime = false) => ({ field, heading, unit, decimals, kind: isTime ? 'time' : 'text' });

const usage = (change = {}) => ({
  memory_bytes: 4_210_688, allocated_bytes: 918_273_645, requests: 120, request_errors: 0, requests_refused: 0, in_flight: 0, long_requests: 0, samples: 50_021,
  sample_errors: 0, handler_lag: 0, samples_missed: 0, unobserved_failures: 0, thread_failures: 0, violations: [], not_unloaded: 0, stray_files: [], ...change });
const bundled = { status: 'bundled', signer: null, fingerprint: null };
/** A plugin with all that the API says of one. */
const whole = (plugin) => ({
  has_settings: true, jobs: 0, listener_port: null, phase: null, chosen_version: plugin.version, source: 'bundled', signature: bundled, previous_version: null,
  versions: [{ name: plugin.version, source: 'bundled', reason: null, signature: bundled, sha256: null, installed_at: null }],
  pending_version: null, pending_permissions: null, last_change: null, depends_on: [], started_at: plugin.state === 'running' ? new Date(Date.now() - 9e6).toISOString() : null,
  restarts: 0, next_try_at: null, not_unloaded: null, usage: usage(), asset_path: null, ...plugin, permissions: { connect: [], hardware: [], ...plugin.permissions } });

export const plugins = [
  {
    id: 'power-quality', name: 'Power quality', version: '0.1.0', description: 'Measures voltage dips, swells and harmonics after IEC 61000-4-30 and keeps their evidence.', license: 'MIT',
    icon: 'power-quality', state: 'running', reason: null, enabled: true, sdk: '>=0.1 <0.2', permissions: { subscribe: ['pihub/+/state', 'pihub/+/event'], publish: ['pihub/power-quality/state'] },
    drivers: ['ade9000'], pages: [{ id: 'now', title: 'Power quality now', icon: null, hidden: false }, { id: 'events', title: 'Dips and swells', icon: null, hidden: false }],
  },
  {
    id: 'tapo-energy', name: 'Tapo energy', version: '0.1.0', description: 'Reads and switches Tapo plugs in the local network, without a cloud.', license: 'MIT', icon: 'plug', state: 'running', reason: null,
    enabled: true, sdk: '>=0.1 <0.2', permissions: { subscribe: [], publish: [] }, drivers: ['tapo'], pages: [],
  },
  {
    id: 'lora-cattle', name: 'LoRa cattle', version: '0.0.9', description: 'Where the herd is and how it does.', license: 'MIT', icon: null, state: 'quarantined',
    reason: 'It stopped answering three times within 10 minutes; the last fault: the serial port /dev/ttyAMA0 does not exist.', enabled: true, sdk: '>=0.1 <0.2',
    permissions: { subscribe: ['pihub/+/event'], publish: [] }, drivers: ['lora-collar'], pages: [],
  },
  {
    id: 'nas-cache', name: 'NAS cache', version: '0.2.1', description: 'Keeps the files of the office near.', license: 'Apache-2.0', icon: 'nas', state: 'disabled', reason: null, enabled: false, sdk: '>=0.1 <0.2',
    permissions: { subscribe: [], publish: [] }, drivers: [], pages: [],
  },
  {
    id: 'pv-inventory', name: 'PV inventory', version: '2.0.0', description: 'Modules, strings and their yields.', license: 'MIT', icon: 'solar', state: 'incompatible',
    reason: 'It needs SDK 0.3 or later; this hub offers 0.1.', enabled: false, sdk: '>=0.3 <0.4', permissions: { subscribe: [], publish: [] }, drivers: ['sunspec'], pages: [],
  },
].map(whole);

export const pages = {
  'power-quality': [
    {
      id: 'now', title: 'Power quality now', elements: [
        { type: 'table', title: 'Phases', source: 'now', row_heading: 'Phase', empty_text: 'No sample has come yet.', live: true, page_length: 25, columns: [
          column('voltage', 'Voltage', 'V', 2), column('current', 'Current', 'A', 3), column('power', 'Active power', 'W', 0), column('thd', 'THD', '%', 2), column('time', 'Measured', undefined, undefined, true)] },
        { type: 'table', title: 'Unbalance', source: 'unbalance', empty_text: 'Comes with the first full ten minutes.', page_length: 25, columns: [column('u2', 'u₂', '%', 2)] },
        { type: 'gauge', title: 'Flicker' },
      ],
    },
    {
      id: 'events', title: 'Dips and swells', elements: [
        { type: 'table', title: 'Latest events', source: 'events?limit=50', empty_text: 'The voltage never left its limits.', live: true, page_length: 25, columns: [
          column('time', 'Time', undefined, undefined, true), column('type', 'Type'), column('phase', 'Phase'), column('residual', 'Residual voltage', 'V', 1), column('duration', 'Duration', 'ms', 0), column('flagged', 'Flagged')] }],
    },
  ],
};

export const rejected = {
  total: 1284,
  messages: [
    ['weather-esp32', 'pihub/weather/state', 'Payload is not JSON: unexpected end of input at byte 31', 31, '{"temperature":21.5,"humidity":'],
    ['zigbee2mqtt', 'pihub/Kitchen Lamp/state', 'Device id “Kitchen Lamp” is not allowed: use a-z, 0-9, - and _', 42, '{"state":"ON","brightness":120}'],
    ['mosquitto_pub-4411', 'pihub/first/state', 'Time 2099-01-01T00:00:00Z lies more than 1 day ahead', 58, '{"time":"2099-01-01T00:00:00Z","temperature":21.5}'],
    ['weather-esp32', 'pihub/weather/state', 'Metric “raw” is a text longer than 256 characters', 1890, '{"raw":"7e45f0c2a11b00ffaa8134d2c5e67f4488ffe02910ab34cd66f0013e…'],
  ].map(([client_id, topic, reason, payload_bytes, payload_preview], i) => ({
    time: new Date(Date.now() - (i * 431 + 12) * 1000).toISOString(), client_id, topic, reason, payload_bytes, payload_preview,
  })),
};

const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();

export const brokerClients = [
  ['grafana', 'office', '192.168.1.20', 'websocket', '5.0', true, 0, ['pihub/#']],
  ['homeassistant', 'homeassistant', '192.168.1.4', 'tcp', '5.0', true, 604800, ['homeassistant/#', 'pihub/+/availability', 'pihub/+/state']],
  ['weather-esp32', 'weather', null, null, null, false, null, []],
  ['zigbee2mqtt', 'zigbee', '192.168.1.9', 'tls', '3.1.1', true, 0, ['zigbee2mqtt/+/set']],
].map(([id, user, address, transport, protocol, connected, session_expiry_s, subscriptions], i) => ({
  id, user, address, transport, protocol, state: connected ? 'connected' : 'disconnected', since: ago(4000 * (i + 1)), session_expiry_s,
  keep_alive_s: 60, subscriptions, queued_messages: connected ? 0 : 14, queued_bytes: connected ? 0 : 2210, in_flight_messages: i, messages_received: 812 * i,
  messages_sent: 420, messages_dropped: connected ? 0 : 3,
}));

export const retained = [
  ['camera/door/thumbnail', 'AAH//hBjYW1lcmE=', 'base64', 11],
  ['pihub/$hub/status', 'online', 'text', 6],
  ['pihub/meter/descriptor', '{"name":"Meter","manufacturer":"PiHub","metrics":[{"name":"power_total","unit":"W"}]}', 'text', 85],
  ['zigbee2mqtt/bridge/state', 'online', 'text', 6],
].map(([topic, payload, encoding, size], i) => ({
  topic, payload, encoding, truncated: false, size, qos: 1, client_id: i % 2 ? '$hub' : 'zigbee2mqtt', time: ago(731 * (i + 1)), expires_at: null,
}));

export const broker = {
  clients_connected: 3, clients_known: 4, subscriptions: 19, retained_messages: 4, retained_bytes: 3912, messages_received: 184220, messages_sent: 402118,
  messages_dropped: 3, messages_rejected: 1284, rates: { received: 41.3, sent: 88.1, dropped: 0, rejected: 0.2 }, queued_messages: 14, queued_bytes: 2210,
  in_flight_messages: 6, messages_in_journal: 2, store_trouble: null, listeners: { mqtt_port: 1883, mqtts_port: 8883, websocket_path: '/mqtt' },
  bridges: [
    { name: 'cloud', server: 'mqtts://cloud.example:8883', state: 'connected', reason: null, since: '2026-11-21T12:12:58.000Z', messages_sent: 1204,
      messages_received: 12, messages_dropped: 0, waiting_messages: 0, waiting_bytes: 0, waiting_since: null },
    { name: 'house', server: 'mqtt://house.local:1883', state: 'waiting', reason: 'The connection was refused. Check the address, the port and whether the server runs.',
      since: '2026-11-21T12:12:58.000Z', messages_sent: 0, messages_received: 0, messages_dropped: 3, waiting_messages: 214, waiting_bytes: 48213,
      waiting_since: '2026-11-21T12:10:01.000Z' },
  ],
};

const wave = (t, period, phase = 0) => Math.sin((2 * Math.PI * t) / period + phase);
const noise = (t, seed) => (((Math.sin(t * 12.9898 + seed * 78.233) * 43758.5453) % 1) + 1) % 1 - 0.5;

/** The value of a metric at a time (Unix seconds). */
export function valueAt(device, name, t) {
  const n = noise(t, name.length + name.charCodeAt(1));
  const i = PHASES.indexOf(name.slice(0, 2));
  const load = 900 + 500 * Math.max(0, wave(t, 86400, -1.6 + i)) + 250 * Math.max(0, wave(t, 2900, i)) + (wave(t, 610, i * 2) > 0.8 ? 1800 : 0);
  const voltage = 231 + 2.2 * wave(t, 86400, i) + 0.8 * wave(t, 900, i * 2) + 0.7 * n;
  const sun = Math.max(0, wave(t, 86400, -1.57)) ** 1.5;
  switch (name) {
    case `l${i + 1}.voltage_rms`: return voltage;
    case `l${i + 1}.current_rms`: return load / voltage / 0.94 + 0.05 * n;
    case `l${i + 1}.power`: return load + 12 * n;
    case `l${i + 1}.power_factor`: return 0.94 + 0.03 * wave(t, 1800, i);
    case `l${i + 1}.voltage_thd`: return 1.8 + 0.4 * wave(t, 40000, i) + 0.1 * n;
    case 'frequency': case 'grid_frequency': return 50 + 0.018 * wave(t, 700) + 0.012 * n;
    case 'power_total': return 4200 + 900 * wave(t, 7200) + 60 * n;
    case 'energy_import': return 18342 + ((t - 1.7e9) / 3600) * 4.2 + 9 * wave(t, 86400, 2.6) + 1.2 * wave(t, 21600);
    case 'temperature': return device === 'pv-inverter' ? 28 + 22 * sun + n : 14.5 + 6 * wave(t, 86400, -2) + 0.3 * n;
    case 'humidity': return 62 - 14 * wave(t, 86400, -2) + n;
    case 'pressure': return 1016.4 + 6 * wave(t, 400000) + 0.1 * n;
    case 'door_open': return wave(t, 9000) > 0.86;
    case 'power': return device === 'pv-inverter' ? 7200 * sun * (0.9 + 0.15 * n) : 742;
    case 'yield_today': return 31.42;
    case 'energy_today': return 1.284;
    case 'on': return true;
    case 'wifi_rssi': return -71;
    case 'battery': return 83.5;
    case 'steps': return 4212;
    case 'behaviour': return 'ruminating';
    case 'rssi': return -104 + 4 * n;
    case 'dc_voltage_1': return 380 + 40 * sun + 3 * n;
    case 'dc_voltage_2': return 372 + 40 * sun + 3 * n;
    case 'efficiency': return sun > 0 ? 97.2 + 0.3 * n : 0;
    case 'state': return sun > 0 ? 'feeding' : 'sleeping';
    default: return 0.00042;
  }
}
