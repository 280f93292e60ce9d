/**
 * Charts by vega-lite, drawn as SVG without a browser: pages hold the drawing and no library. Grounds are transparent and
 * the ink is the colour of the text around, so that a chart suits light pages, dark ones and paper.
 */
import type { Config, TopLevelSpec } from 'vega-lite';
import { decimal, markup, whole } from '../picture/markup.ts';

/** One colour per series: of one lightness, legible on white and on near-black (contrast of 3 on both), told apart by hue. */
export const seriesColors = [
  '#3f7fd0',
  '#c8622f',
  '#2f9168',
  '#b0558f',
  '#8a851f',
  '#27908f',
  '#d04f55',
  '#7a6fd0',
] as const;

/**
 * A chart as `<svg>`. Screen readers take it for a picture and say its `description`; a table beside it gives the figures.
 * `ink`: colour of text and lines; files that stand alone have no text around and need a grey.
 */
export async function drawChart(chart: TopLevelSpec, ink = 'currentColor'): Promise<string> {
  const [vegaLite, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const { config, ...rest } = chart;
  const inked = { background: 'transparent', ...rest, config: { ...chartConfig(ink), ...config } } as TopLevelSpec;
  const view = new vega.View(vega.parse(vegaLite.compile(inked).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  const { description = 'chart' } = chart;
  return markup`<svg role="img" aria-label="${description}"${whole(rounded(svg).slice('<svg'.length))}`.toString();
}

/** Places to a hundredth of a pixel: a half of a drawing with many marks is digits that nobody sees. */
function rounded(svg: string): string {
  return svg.replace(/ (?:d|transform|x2|y2)="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}/g, (digits) => decimal(Number(digits))),
  );
}

function chartConfig(ink: string): Config {
  return {
    // A picture is one thing to screen readers.
    aria: false,
    mark: { aria: false },
    view: { stroke: ink, strokeOpacity: 0.4 },
    axis: {
      labelColor: ink,
      titleColor: ink,
      domainColor: ink,
      tickColor: ink,
      gridColor: ink,
      gridOpacity: 0.2,
    },
    legend: { labelColor: ink, titleColor: ink },
    header: { labelColor: ink, labelFontWeight: 'bold' },
    title: { color: ink },
    text: { color: ink },
    rule: { color: ink },
  };
}
