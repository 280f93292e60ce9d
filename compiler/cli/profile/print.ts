/** A profile in the form that was asked for. */
import { profileCsv, profileMarkdown, profileText } from '../../analysis/profile/print.ts';
import type { Breakdown } from '../../analysis/report/rows.ts';
import type { ProfileReport } from '../../schema/profile-report-types.generated.ts';
import type { PageFormat } from '../options.ts';

export interface PrintOptions {
  readonly by: Breakdown;
  readonly top?: number | undefined;
}

/** @param picture the heat map, for those who have a spec */
export async function printProfile(
  report: ProfileReport,
  format: Exclude<PageFormat, 'json'>,
  { by, top }: PrintOptions,
  picture: string | undefined,
): Promise<string> {
  switch (format) {
    case 'table':
      return profileText(report, by, top);
    case 'csv':
      return profileCsv(report, by, top);
    case 'md':
      return profileMarkdown(report, by, top);
    case 'html': {
      const { profilePage } = await import('../../page/profile-page.ts');
      return profilePage(report, { by, top, picture });
    }
  }
}
