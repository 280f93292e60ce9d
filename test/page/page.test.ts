/** The frame of pages, and charts: what pages are made of. */
import { describe, expect, it } from 'vitest';
import { drawChart } from '../../compiler/page/charts.ts';
import { htmlPage } from '../../compiler/page/page.ts';
import { markup } from '../../compiler/picture/markup.ts';

describe('frame', () => {
  const body = markup`<p>body</p>`;

  it('loads nothing and runs only its own script', () => {
    const page = htmlPage({ title: '<title>', body, script: 'document.title;' });
    expect(page).toContain('<title>&lt;title&gt;</title>');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;
    expect(policy).toMatch(/^default-src &#39;none&#39;;.* script-src &#39;sha256-[A-Za-z0-9+/]{43}=&#39;;/);
    expect(htmlPage({ title: 't', body })).toContain('script-src &#39;none&#39;');
  });

  it('refuses what would end its elements', () => {
    expect(() => htmlPage({ title: 't', body, style: '</style>' })).toThrow();
    expect(() => htmlPage({ title: 't', body, script: '"</script>"' })).toThrow();
  });
});

describe('charts', () => {
  it('are drawings in the ink of the page, without markup of their data', async () => {
    const svg = await drawChart({
      description: 'bars of "a" <b>',
      data: { values: [{ name: '<script>alert(1)</script>', n: 1 }] },
      mark: 'bar',
      encoding: { x: { field: 'n', type: 'quantitative' }, y: { field: 'name', type: 'nominal' } },
    });
    expect(svg).toMatch(/^<svg role="img" aria-label="bars of &quot;a&quot; &lt;b&gt;" xmlns=/);
    expect(svg).toContain('fill="currentColor"');
    expect(svg).not.toMatch(/<script|<style|<image|href="http| id="/);
    expect(svg).toContain('&lt;script&gt;');
  });
});
