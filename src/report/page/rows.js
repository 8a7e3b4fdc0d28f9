// Horizontal bars with intervals, drawn by ECharts.
const echelonRows = (say) => {
  'use strict';
  const size = (c) => ({ height: c.rowHeight * c.rows.length + 26, bar: c.rows[0].bars.length === 1 ? 15 : 11 });
  const percent = (c) => (say.unit(c) === '%' ? ' %' : '');

  // What stands behind a bar and its interval, at heights of their own: a scatter on a second axis that counts rows.
  function figureSeries(c) {
    const m = c.rows[0].bars.length, points = [], intervals = [], line = { color: say.ink, width: 1, type: 'solid' };
    c.rows.forEach((r, i) => r.bars.forEach((bar, k) => {
      const y = i + 0.5 + (k - (m - 1) / 2) * 13 / c.rowHeight, cap = 3 / c.rowHeight, left = bar[0] < 0;
      const piece = (x1, y1, x2, y2) => intervals.push([{ coord: [x1, y1], lineStyle: line }, { coord: [x2, y2] }]);
      const there = bar[0] !== null, sure = there && bar[1] !== null && bar[2] !== null;
      if (sure) piece(bar[1], y, bar[2], y), piece(bar[1], y - cap, bar[1], y + cap), piece(bar[2], y - cap, bar[2], y + cap);
      const edge = !there ? 0 : sure ? (left ? Math.min(bar[0], bar[1]) : Math.max(bar[0], bar[2])) : bar[0];
      points.push({ value: [edge, y], label: { show: true, position: left ? 'left' : 'right', distance: 4, color: '#3d4a57', fontSize: 12,
        formatter: there ? say.figureText(bar[0], c) + percent(c) : '-' } });
    }));
    return { type: 'scatter', yAxisIndex: 1, silent: true, animation: false, symbolSize: 0.1, itemStyle: { color: 'transparent' }, z: 4, data: points,
      markLine: { silent: true, symbol: 'none', animation: false, label: { show: false }, data: intervals } };
  }

  function told(c, i) {
    const r = c.rows[i];
    const one = (bar) => say.figureText(bar[0], c) + (bar[1] === null ? '' : ' (' + say.figureText(bar[1], c) + ' – ' + say.figureText(bar[2], c) + ')');
    return [r.name[say.language()] + (r.remark[say.language()] ? ' (' + r.remark[say.language()] + ')' : '')].concat(
      r.bars.map((bar, k) => (c.measures.length ? c.measures[k][say.language()] + ': ' : '') + one(bar) + ' ' + say.unit(c)));
  }

  function option(c, width) {
    const small = width < 560, left = small ? 128 : 262, bar = size(c).bar, m = c.rows[0].bars.length;
    const room = c.axis[0] < 0 && !small ? 52 : 0, step = c.ticks.length > 1 ? c.ticks[1] - c.ticks[0] : undefined, text = { color: '#3d4a57', fontSize: small ? 11 : 12 };
    const goal = c.goal[0] === null ? undefined : { silent: true, symbol: 'none', animation: false, label: { show: false }, data: [{ xAxis: c.goal[0], lineStyle: { color: say.red, width: 1.5, type: [6, 4] } }] };
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: left + room, right: small ? 60 : 74, top: 4, bottom: 22 },
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: '#fff', borderColor: '#9aa6b1', borderWidth: 1, textStyle: { color: say.ink, fontSize: 12, lineHeight: 17 },
        axisPointer: { type: 'none' }, formatter: (items) => told(c, items.find((item) => item.seriesType === 'bar').dataIndex).join('\n') },
      xAxis: { type: 'value', position: 'bottom', axisLine: { show: false, onZero: false }, axisTick: { show: false }, min: c.axis[0], max: c.axis[1], interval: small ? undefined : step, axisLabel: Object.assign({ formatter: (v) => say.figureText(v, c), margin: 4, hideOverlap: true }, text), splitLine: { lineStyle: { color: '#e1e6eb' } },
        name: say.unit(c), nameLocation: 'start', nameGap: 8, nameTextStyle: Object.assign({ verticalAlign: 'top', padding: [4, 0, 0, 0] }, text) },
      yAxis: [{ type: 'category', inverse: true, data: c.rows.map((r) => r.name[say.language()]), axisTick: { show: false }, axisLine: { onZero: true, lineStyle: { color: '#7b8794' } },
        axisLabel: Object.assign({ interval: 0, lineHeight: 14, margin: 8 + room, formatter: (_, i) => c.rows[i].label[say.language()], width: left - 12, overflow: small ? 'truncate' : 'none' }, text) },
      { type: 'value', inverse: true, min: 0, max: c.rows.length, show: false }],
      series: Array.from({ length: m }, (_, k) => ({ type: 'bar', barWidth: bar, barGap: 2 / bar * 100 + '%', animation: false, markLine: k === 0 ? goal : undefined,
        data: c.rows.map((r) => ({ value: r.bars[k][0], itemStyle: { color: say.palette[m === 1 ? (r.bars[k][0] < 0 ? 1 : 0) : k % 8], opacity: r.remark[say.language()] ? 0.45 : 1 } })) }))
        .concat([figureSeries(c)])
    };
  }

  return { option: option, told: told, size: size };
};
