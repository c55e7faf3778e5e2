import { request } from './http.js';

/** What a page's JSON says; what is not said is the default (false, null, an empty list, the first kind). */
export interface PluginPage {
  id: string;
  title: string;
  description?: string;
  parameters?: string[];
  elements?: PageElement[];
}

/** An element of a page; `type` tells which. A newer hub may know more types than this web interface. */
export interface PageElement {
  type?: string;
  title?: string;
  [name: string]: unknown;
}

export type Tone = 'neutral' | 'good' | 'warning' | 'bad';

export interface Choice {
  value: string;
  label?: string;
  tone?: Tone;
}

export interface PageColumn {
  field: string;
  heading: string;
  /** Absent: text. A newer hub may know more kinds. */
  kind?: string;
  unit?: string;
  decimals?: number;
  currency_field?: string;
  choices?: Choice[];
  warn_below?: number;
  warn_above?: number;
  bad_below?: number;
  bad_above?: number;
  previous_field?: string;
  link_page?: string;
  link_parameters?: string[];
  is_filterable?: boolean;
  is_unsortable?: boolean;
  has_total?: boolean;
  is_hidden?: boolean;
}

export interface PageTable {
  title?: string;
  source: string;
  key_field?: string;
  row_heading?: string;
  columns: PageColumn[];
  empty_text: string;
  live?: boolean;
  is_server_paged?: boolean;
  page_length: number;
  sort?: string;
  is_searchable?: boolean;
  is_exportable?: boolean;
  row_page?: string;
  create?: PageForm;
  edit?: PageForm;
  row_actions?: PageAction[];
  bulk_actions?: PageAction[];
}

export interface PageField {
  name: string;
  label?: string;
  /** Absent: text. */
  kind?: string;
  help?: string;
  is_required?: boolean;
  is_read_only?: boolean;
  default?: string;
  unit?: string;
  min?: number;
  max?: number;
  step?: number;
  max_length?: number;
  pattern?: string;
  pattern_help?: string;
  choices?: Choice[];
  choices_route?: string;
  device_field?: string;
  visible_when?: string;
  fields?: PageField[];
}

export interface PageForm {
  title?: string;
  route: string;
  method: 'POST' | 'PUT' | 'PATCH';
  source?: string;
  fields: PageField[];
  submit_label: string;
  done_text?: string;
  done_page?: string;
}

export interface PageAction {
  title?: string;
  label: string;
  route: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  confirmation?: string;
  is_dangerous?: boolean;
  arguments?: PageField[];
  done_text?: string;
  done_page?: string;
  is_download?: boolean;
  visible_when?: string;
}

export interface PageDetail {
  title?: string;
  source: string;
  lines: PageColumn[];
  empty_text: string;
  live?: boolean;
  actions?: PageAction[];
  edit?: PageForm;
}

export interface PageTiles {
  title?: string;
  source?: string;
  device?: string;
  tiles: PageColumn[];
  live?: boolean;
}

export interface PageSeries {
  field: string;
  label?: string;
  unit?: string;
}

export interface PageChart {
  title?: string;
  /** Absent: line. */
  kind?: string;
  device?: string;
  source?: string;
  x_field?: string;
  is_over_time?: boolean;
  x_label?: string;
  range?: string;
  series: PageSeries[];
  live?: boolean;
  empty_text: string;
}

export interface PageUpload {
  title?: string;
  route: string;
  accept?: string;
  max_bytes?: number;
  is_multiple?: boolean;
  help?: string;
}

export interface PageSection extends PageElement {
  column_count?: number;
  elements?: PageElement[];
}

export interface PageTabs {
  title?: string;
  tabs: PageSection[];
}

export interface PageText {
  title?: string;
  text: string;
  tone?: Tone;
}

export interface PageCustomElement {
  title?: string;
  module: string;
  tag: string;
  attributes?: Record<string, string>;
}

export const getPages = (id: string, signal?: AbortSignal): Promise<PluginPage[]> =>
  request(`/api/plugins/${encodeURIComponent(id)}/pages`, { signal });
