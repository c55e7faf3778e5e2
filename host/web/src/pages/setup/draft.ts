import type { GeneralSettings } from '../../api/setup.js';

/** What has been answered so far; kept in the page only, so that a password is written nowhere. */
export interface SetupDraft {
  code: string;
  user_name: string;
  password: string;
  again: string;
  general: GeneralSettings;
  demo_devices: boolean;
}

export const STEPS = ['code', 'owner', 'hub', 'devices'] as const;
export type Step = (typeof STEPS)[number];

const FIELDS: Readonly<Record<Step, readonly string[]>> = {
  code: ['code'],
  owner: ['user_name', 'password'],
  hub: ['name', 'time_zone', 'locale', 'currency', 'nominal_voltage_volt', 'nominal_frequency_hertz'],
  devices: [],
};

/** The fields of a step, as the hub names them. */
export const fieldsOf = (step: Step): readonly string[] => FIELDS[step];

/** The first step that a refused field belongs to; the last one when none does. */
export function stepOf(hasError: (fields: readonly string[]) => boolean): Step {
  return STEPS.find((step) => hasError(FIELDS[step])) ?? 'devices';
}
