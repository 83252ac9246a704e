import { LitElement, html, css, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { use, init, type EChartsType } from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** One curve or row of bars. */
export interface Series {
  name: string;
  kind: 'line' | 'bar';
  /** 0 = left scale, 1 = right scale. */
  scale: 0 | 1;
  values: (number | null)[];
}

/** What is drawn; numbers in, picture out. */
export interface ChartModel {
  /** What the picture shows, for those who cannot see it. */
  summary: string;
  xName: string;
  x: (number | string)[];
  scales: string[];
  series: Series[];
  words: { numbers: string; picture: string; empty: string };
}

/**
 * A small chart that keeps its numbers one key away: T turns the picture into a table and back.
 * It reads its colours from the page, so light and dark need no word from the server.
 */
@customElement('undertone-chart')
export class UndertoneChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
    }

    /* the canvas keeps its old width until it is drawn anew; a narrowed page must not scroll for it */
    .picture {
      block-size: 320px;
      overflow-x: clip;
    }

    .picture[hidden] {
      display: none;
    }

    .empty {
      align-items: center;
      color: var(--ut-ink-2);
      display: flex;
      justify-content: center;
      inset: 0;
      position: absolute;
    }

    .numbers {
      max-block-size: 320px;
      overflow: auto;
    }

    table {
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
      inline-size: 100%;
    }

    th {
      background: var(--ut-surface);
      color: var(--ut-ink-2);
      font-size: 12px;
      font-weight: 500;
      inset-block-start: 0;
      padding: 4px 8px;
      position: sticky;
      text-align: right;
    }

    td {
      border-top: 1px solid var(--ut-line);
      padding: 4px 8px;
      text-align: right;
    }

    button {
      background: none;
      border: 0;
      border-radius: 4px;
      color: var(--ut-accent-ink);
      cursor: pointer;
      font: inherit;
      min-block-size: 24px;
      padding: 0 4px;
    }

    button:focus-visible {
      outline: 2px solid var(--ut-accent);
    }

    kbd {
      background: var(--ut-sunken);
      border: 1px solid var(--ut-line);
      border-radius: 4px;
      color: var(--ut-ink-2);
      font: 600 12px / 16px inherit;
      margin-inline-start: 4px;
      padding: 0 4px;
    }

    .foot {
      text-align: end;
    }
  `;

  @property({ type: Object }) model?: ChartModel;
  @state() private asTable = false;
  @query('.picture') private picture!: HTMLElement;

  private chart?: EChartsType;
  private readonly resized = new ResizeObserver(() => this.chart?.resize());
  private readonly relit = new MutationObserver(() => this.draw());

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = 0;
    this.addEventListener('keydown', this.onKey);
    this.relit.observe(document.documentElement, { attributeFilter: ['data-brightness'] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.onKey);
    this.relit.disconnect();
    this.resized.disconnect();
    this.chart?.dispose();
    this.chart = undefined;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.asTable = !this.asTable;
      event.preventDefault();
    }
  };

  override render() {
    const model = this.model;
    if (!model) {
      return nothing;
    }
    const empty = model.x.length === 0;
    return html`
      <div class="picture" role="img" aria-label=${model.summary} ?hidden=${this.asTable}></div>
      ${empty && !this.asTable ? html`<div class="empty">${model.words.empty}</div>` : nothing}
      ${this.asTable ? this.table(model) : nothing}
      <div class="foot">
        <button type="button" @click=${() => (this.asTable = !this.asTable)}>
          ${this.asTable ? model.words.picture : model.words.numbers}<kbd>T</kbd>
        </button>
      </div>
    `;
  }

  private table(model: ChartModel) {
    return html`<div class="numbers">
      <table>
        <thead>
          <tr>
            <th scope="col">${model.xName}</th>
            ${model.series.map((s) => html`<th scope="col">${s.name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${model.x.map(
            (x, i) =>
              html`<tr>
                <td>${x}</td>
                ${model.series.map((s) => html`<td>${this.written(s.values[i])}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private written(value: number | null | undefined): string {
    if (value === null || value === undefined) {
      return '–';
    }
    return Number.isInteger(value) ? value.toLocaleString() : value.toPrecision(4);
  }

  protected override updated(): void {
    this.draw();
  }

  private draw(): void {
    const model = this.model;
    if (!model || this.asTable || !this.picture) {
      return;
    }
    if (!this.chart) {
      this.chart = init(this.picture, undefined, { renderer: 'canvas' });
      this.resized.observe(this.picture);
    }
    const ink = this.colour('--ut-ink-2');
    const line = this.colour('--ut-line');
    const colours = [this.colour('--ut-accent'), this.colour('--ut-series-2'), this.colour('--ut-series-3')];
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.chart.setOption(
      {
        animation: !calm,
        animationDuration: 120,
        color: colours,
        textStyle: { fontFamily: getComputedStyle(this).fontFamily, color: ink },
        legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
        grid: { left: 8, right: 8, top: 56, bottom: 24, containLabel: true },
        // Drawn on the canvas: markup with style attributes would need a weaker content policy.
        tooltip: {
          trigger: 'axis',
          renderMode: 'richText',
          backgroundColor: this.colour('--ut-raised'),
          borderColor: line,
          textStyle: { color: this.colour('--ut-ink') },
        },
        xAxis: {
          type: 'category',
          name: model.xName,
          nameLocation: 'middle',
          nameGap: 28,
          data: model.x,
          axisLine: { lineStyle: { color: line } },
          axisTick: { show: false },
          axisLabel: { color: ink },
          nameTextStyle: { color: ink },
        },
        yAxis: model.scales.map((name, i) => ({
          type: 'value',
          name,
          position: i === 0 ? 'left' : 'right',
          // Bars count things: no half clip between two lines.
          minInterval: model.series.some((s) => s.scale === i && s.kind === 'bar') ? 1 : 0,
          nameTextStyle: { color: ink, align: i === 0 ? 'left' : 'right' },
          axisLabel: { color: ink },
          splitLine: { show: i === 0, lineStyle: { color: line } },
        })),
        series: model.series.map((s) => ({
          name: s.name,
          type: s.kind,
          yAxisIndex: s.scale,
          data: s.values,
          showSymbol: s.values.length < 2,
          lineStyle: { width: 2 },
          barMaxWidth: 12,
          itemStyle: s.kind === 'bar' ? { opacity: 0.45, borderRadius: 2 } : {},
        })),
      },
      { notMerge: true },
    );
  }

  /** A token of the page as a colour the canvas understands. */
  private colour(token: string): string {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    this.renderRoot.appendChild(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
}
