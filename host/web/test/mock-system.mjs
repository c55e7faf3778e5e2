/** What GET /api/system of the mock hub says. */
const MB = 1e6;
const ago = (s) => new Date(Date.now() - s * 1000).toISOString();

const figures = (covered, process, recorder, payload, commits, syncs, readings) => {
  const perHour = (n) => Math.round((n * 3600) / covered);
  return { covered_s: covered, process_bytes: process, recorder_bytes: recorder, payload_bytes: payload, commits, syncs, readings,
    write_amplification: Math.round((recorder / payload) * 100) / 100, process_bytes_per_hour: perHour(process), recorder_bytes_per_hour: perHour(recorder),
    commits_per_hour: perHour(commits), syncs_per_hour: perHour(syncs) };
};

export function system(hasTrouble, started) {
  const minutes = Array.from({ length: 60 }, (_, i) => {
    const recorder = Math.round((0.34 + 0.05 * Math.sin(i / 3) + (i % 17 === 0 ? 0.9 : 0)) * MB);
    return { until: ago((60 - i) * 60), process_bytes: Math.round(recorder * 1.25 + 30000), recorder_bytes: recorder, syncs: 60 };
  });
  const sum = (name) => minutes.reduce((total, each) => total + each[name], 0);
  return {
    version: '0.3.0', runtime: '.NET 10.0.0', sqlite: '3.40.1', uptime_s: Math.round((Date.now() - started) / 1000) + 793784,
    cpu_history: Array.from({ length: 60 }, (_, i) => ({ until: ago((60 - i) * 10), machine: 0.09 + 0.05 * Math.sin(i / 4) + (i === 40 ? 0.5 : 0), process: 0.04 + 0.02 * Math.sin(i / 4), temperature_celsius: 51 })),
    plugins: [{ id: 'power-quality', name: 'Power quality', memory_bytes: 14_300_000 }, { id: 'inventory-search', name: 'Inventory search', memory_bytes: 9_100_000 }],
    service: { supervisor: 'systemd', watchdog_s: 30 },
    machine: { kernel: '6.12.25+rpt-rpi-v8', throttled: { under_voltage: hasTrouble, frequency_capped: false, throttled: false, soft_temperature_limit: false,
      under_voltage_since_boot: true, frequency_capped_since_boot: false, throttled_since_boot: false, soft_temperature_limit_since_boot: hasTrouble },
      model: 'Raspberry Pi 4 Model B Rev 1.4', operating_system: 'Debian GNU/Linux 13 (trixie)', architecture: 'arm64', processors: 4, cpu_load: 0.083,
      temperature_celsius: hasTrouble ? 81.2 : 51.6, memory_total_bytes: 3_977_568_256, memory_available_bytes: 3_100_000_000, uptime_s: 2_912_345 },
    process: { memory_bytes: 164_300_000, managed_memory_bytes: 61_000_000, cpu_load: 0.041, heap_committed_bytes: 78_000_000, collections: 912, full_collections: 31, collection_pause_s: 2.71, pool_threads: 6 },
    storage: {
      state: hasTrouble ? 'failing' : 'ok', message: hasTrouble ? 'The disk is full: readings/journal cannot grow. Free some space, or let raw readings go earlier.' : null, troubles: hasTrouble ? ['Rollups of meter l1.power cannot be made: index.db is locked. Tried again in 30 s.'] : [], since: ago(hasTrouble ? 420 : 793784),
      engine: 'blocks', series: 214, readings_kept: 101_482_337, readings_written: 38_211_090, readings_waiting: 18_240,
      bytes_on_disk: 412 * MB, journal_bytes: 31 * MB, block_bytes: 338 * MB, 
      disk: { free_bytes: hasTrouble ? 310 * MB : 21_400 * MB, total_bytes: 31_100 * MB,
        warning: hasTrouble ? 'Only 310 MB are free. Below 200 MB the oldest single readings go, oldest first.' : null, full_in_s: hasTrouble ? 200_000 : null },
      commit_window_ms: 0, rollup_lag_s: hasTrouble ? 5400 : 61,
      retention: [{ pattern: '*/*', raw_s: 7_776_000, minute_s: 63_072_000, hour_s: 315_360_000, day_s: null }, { pattern: 'cow-*/rssi', raw_s: 604_800, minute_s: 2_592_000, hour_s: 31_622_400, day_s: null }],
      damages: hasTrouble ? [{ found_at: ago(3600), file: 'blocks/00000017.blocks', lost: 'meter l1.power, 2026-01-01T00:00Z to 01:08Z, 4,096 readings' },
        { found_at: ago(3605), file: 'journal/00000000000a41f2.journal', lost: '12 samples, after 2026-01-01T00:04:11Z' }] : [],
      export: { target: 'influxdb at nas.local:8086', state: hasTrouble ? 'waiting' : 'running', message: hasTrouble ? 'The server does not answer: connection refused. Tried again in 40 s.' : null,
        sent: 1_204_331, refused: hasTrouble ? 12 : 0, missed: 0, lag: hasTrouble ? 54_310 : 3, last_success: ago(hasTrouble ? 1830 : 1) },
    },
    write_budget: {
      last_hour: figures(3600, sum('process_bytes'), sum('recorder_bytes'), Math.round(sum('recorder_bytes') / 1.9), 3590, sum('syncs'), 108_000),
      since_start: figures(793_784, 5_900 * MB, 4_700 * MB, 2_500 * MB, 790_112, 801_004, 23_800_000),
      minutes,
    },
  };
}

export const network = [
  { name: 'lo', is_up: true, kind: 'loopback', addresses: ['127.0.0.1', '::1'] },
  { name: 'eth0', is_up: true, kind: 'ethernet', addresses: ['192.168.1.20', 'fe80::ba27:ebff:fe12:3456%2'] },
  { name: 'wlan0', is_up: false, kind: 'wifi', addresses: [] },
];

export const levels = {
  rules: [{ category: 'PiHub.Mqtt', level: 'debug', until: new Date(Date.now() + 9e5).toISOString() }],
  built_in: [{ category: '', level: 'information', until: null }, { category: 'Microsoft', level: 'warning', until: null }, { category: 'Quartz', level: 'warning', until: null }],
  floors: [{ category: 'Microsoft.AspNetCore', level: 'debug', reason: 'request headers and cookies' }],
  files: { bytes: 3_400_000, maximum_bytes: 16_777_216, lines_lost: 0, trouble: null },
};
