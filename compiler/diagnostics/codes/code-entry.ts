/** One registered message kind. */
export interface CodeEntry {
  /** Stable slug, usable wherever the code is: `--log-override unused-base-filters=off`. */
  readonly id: string;
  readonly severity: 'error' | 'warning' | 'note';
}
