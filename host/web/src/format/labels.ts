import type { Metric } from '../api/devices.js';

/** What people call a metric: its label, or words made from its name. */
export function metricLabel(metric: Pick<Metric, 'name' | 'label'>): string {
  return metric.label !== null && metric.label !== '' ? metric.label : humanize(metric.name);
}

/** Words from a technical name: "l1.voltage_rms" becomes "L1 voltage rms". */
export function humanize(name: string): string {
  const words = name.replace(/[._-]+/g, ' ').trim();
  const phase = words.replace(/\bl([123])\b/g, 'L$1');
  return phase.charAt(0).toUpperCase() + phase.slice(1);
}

const PHASE = /^l([123])\.(.+)$/;

/** One quantity of a three-phase device, by phase. */
export interface PhaseRow {
  key: string;
  label: string;
  unit: string | null;
  metrics: Partial<Record<'1' | '2' | '3', Metric>>;
}

export interface MetricGroups {
  phases: PhaseRow[];
  plain: Metric[];
}

/** Splits metrics into rows of a phase table (`l1.*`, `l2.*`, `l3.*`) and the rest, in the device's order. */
export function groupMetrics(metrics: readonly Metric[]): MetricGroups {
  const rows = new Map<string, PhaseRow>();
  const plain: Metric[] = [];
  for (const metric of metrics) {
    const match = PHASE.exec(metric.name);
    if (match === null) {
      plain.push(metric);
      continue;
    }
    const [, phase, key] = match as unknown as [string, '1' | '2' | '3', string];
    const row = rows.get(key) ?? { key, label: phaseLabel(metric, key), unit: metric.unit, metrics: {} };
    row.metrics[phase] = metric;
    rows.set(key, row);
  }
  return { phases: [...rows.values()], plain };
}

/** "L1 voltage" and "Voltage L1" are both the row "Voltage". */
function phaseLabel(metric: Metric, key: string): string {
  const bare = (metric.label ?? '').replace(/\s*\(?\bL[123]\b\)?\s*/i, ' ').trim();
  const label = bare === '' ? humanize(key) : bare;
  return label.charAt(0).toUpperCase() + label.slice(1);
}
