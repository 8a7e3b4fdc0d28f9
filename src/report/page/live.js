// The live charts: what figure.cpp wrote as numbers, drawn by ECharts, with downloads and a reading by arrow keys.
const echelonCharts = (function () {
  'use strict';
  const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#5b4b9a', '#8a8f96'];
  const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2], [1, 2], [6, 6]];
  const shades = [['#b3d1e8'], ['#b3d1e8', '#84b4d8'], ['#dbe9f4', '#b3d1e8', '#84b4d8']];
  const symbols = { fitted: 'circle', 'held-out': 'triangle', test: 'rect', shown: 'path://M0 0L7 7M7 0L0 7' };
  const ink = '#1c2733', red = '#a2231d';
  const words = {
    en: { csv: 'CSV', svg: 'SVG', png: 'PNG', save: 'Save as', low: 'from', high: 'to', year: 'year', published: 'published', source: 'source', goal: 'target', name: 'name', value: 'value', lower: 'at least ', upper: 'at most ' },
    zh: { csv: 'CSV', svg: 'SVG', png: 'PNG', save: '另存为', low: '下限', high: '上限', year: '年份', published: '公布值', source: '来源', goal: '目标值', name: '名称', value: '数值', lower: '至少 ', upper: '至多 ' }
  };
  const charts = [];
  let language = 'en';

  const places = (c) => (c.steps.length ? c.steps : c.years);

  function figureText(v, c) {
    if (v === null || v === undefined || !isFinite(v)) return '-';
    const x = v / c.scale[language].divisor, size = Math.abs(x);
    if (size < 1e-9) return '0';
    if (size >= 99.95 || size === Math.round(size)) return (x < 0 ? '-' : '') + Math.round(size).toString().replace(/\B(?=(\d{3})+$)/g, ',');
    return Number(x.toPrecision(3)).toString();
  }

  const unit = (c) => c.scale[language].name;
  const positive = (c, v) => (v === null || (c.log && v <= 0) ? null : v);

  const rows = echelonRows({ palette: palette, ink: ink, red: red, figureText: figureText, unit: unit, language: () => language });

  // Nested bands as increments on each other, from the lowest edge to the highest.
  function bandSeries(c) {
    const n = c.bands.length, shade = shades[n - 1], out = [];
    const edges = c.bands.map((b) => b.low).concat(c.bands.map((b) => b.high).reverse());
    edges.forEach((edge, k) => {
      const below = k > 0 ? edges[k - 1] : null;
      const fill = k === 0 ? 'transparent' : shade[Math.min(k - 1, 2 * n - 1 - k)];
      out.push({
        type: 'line', stack: 'bands', stackStrategy: 'all', silent: true, symbol: 'none', animation: false, z: 1,
        lineStyle: { width: 0, opacity: 0 }, areaStyle: { color: fill, opacity: k === 0 ? 0 : 1 },
        data: edge.map((v, i) => (v === null ? null : below ? v - below[i] : v))
      });
    });
    return out;
  }

  function lineSeries(c, line) {
    const sample = line.style === 'sample';
    return {
      type: 'line', symbol: 'none', silent: true, animation: false, z: sample ? 2 : 3, data: line.values.map((v) => positive(c, v)),
      lineStyle: { width: sample ? 0.8 : 2, opacity: sample ? 0.55 : 1, color: sample ? '#5b6b7a' : palette[line.colour], type: line.style === 'plain' && dashes[line.colour].length ? dashes[line.colour] : 'solid' }
    };
  }

  function goalSeries(c) {
    if (c.goal[0] === null) return [];
    const style = { color: red, width: 1.5, type: [6, 4] };
    const data = [{ yAxis: c.goal[0], lineStyle: style }];
    if (c.goal[1] !== null && c.goal[1] !== c.goal[0]) data.push({ yAxis: c.goal[1], lineStyle: style });
    const at = c.years.indexOf(c.deadline), points = [];
    if (at >= 0) {
      data.push({ xAxis: at, lineStyle: { color: red, width: 1, type: [2, 3] } });
      points.push([at, c.goal[0]]);
    }
    return [{ type: 'scatter', symbol: 'diamond', symbolSize: 11, silent: true, animation: false, itemStyle: { color: red }, z: 4, data: points,
      markLine: { silent: true, symbol: 'none', animation: false, label: { show: false }, data: data } }];
  }

  function markSeries(c) {
    return c.marks.filter((m) => c.years.includes(m.year)).map((m) => ({
      type: 'scatter', silent: true, animation: false, z: 5, symbol: symbols[m.role], symbolSize: m.role === 'shown' ? 7 : 9,
      itemStyle: { color: m.role === 'fitted' || m.role === 'shown' ? ink : '#fff', borderColor: m.role === 'fitted' ? '#fff' : ink, borderWidth: m.role === 'fitted' ? 1 : 1.6 },
      data: [[c.years.indexOf(m.year), m.value]]
    }));
  }

  // What a reader is told of one year.
  function yearLines(c, i) {
    const say = words[language], out = [String(places(c)[i])];
    const put = (name, text) => out.push(name + ': ' + text);
    c.lines.filter((l) => l.style !== 'sample').forEach((l) => put(l.name[language], figureText(l.values[i], c)));
    c.bands.slice().reverse().forEach((b) => put(b.name[language], figureText(b.low[i], c) + ' – ' + figureText(b.high[i], c)));
    c.stacks.forEach((s) => put(s.name[language], figureText(s.values[i], c)));
    c.marks.filter((m) => m.year === c.years[i]).forEach((m) => put(say.published + ' (' + m.word[language] + ')', (m.bound ? say[m.bound] : '') + figureText(m.value, c)));
    if (c.goal[0] !== null && c.years[i] === c.deadline) put(say.goal, figureText(c.goal[0], c));
    return out;
  }

  function yearOption(c, small) {
    const size = small ? 11 : 12, text = { color: '#3d4a57', fontSize: size };
    const step = c.ticks.length > 1 ? c.ticks[1] - c.ticks[0] : undefined;
    return {
      animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      grid: { left: 58, right: 12, top: 30, bottom: 26 },
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: '#fff', borderColor: '#9aa6b1', borderWidth: 1, padding: [6, 9],
        textStyle: { color: ink, fontSize: 12, lineHeight: 17 }, axisPointer: { type: 'line', lineStyle: { color: '#55626f', type: 'solid' } },
        formatter: (items) => yearLines(c, (Array.isArray(items) ? items[0] : items).dataIndex).join('\n') },
      xAxis: { type: 'category', data: places(c).map(String), boundaryGap: true, axisTick: { show: false }, axisLine: { onZero: false, lineStyle: { color: '#7b8794' } },
        axisLabel: Object.assign({ interval: (i, year) => c.steps.length || Number(year) % (c.years.length > 10 ? 3 : c.years.length > 6 ? 2 : 1) === 0, margin: 7 }, text) },
      yAxis: { type: c.log ? 'log' : 'value', min: c.axis[0], max: c.axis[1], interval: c.log ? undefined : step, name: unit(c), nameGap: 12, nameTextStyle: { color: '#3d4a57', fontSize: size, align: 'left', padding: [0, 0, 0, -54] },
        splitLine: { lineStyle: { color: '#e1e6eb' } }, axisLabel: Object.assign({ formatter: (v) => figureText(v, c) }, text) },
      series: [].concat(
        c.stacks.map((s) => ({ type: 'bar', stack: 'all', barWidth: '72%', silent: true, animation: false, itemStyle: { color: palette[s.colour] }, data: s.values })),
        c.bands.length ? bandSeries(c) : [], goalSeries(c), c.lines.map((l) => lineSeries(c, l)), markSeries(c))
    };
  }

  function save(name, type, text) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 4000);
  }

  // A text that a spreadsheet would take for a formula gets an apostrophe.
  function cell(v) {
    if (v === null || v === undefined) return '';
    if (typeof v === 'number') return String(v);
    const text = /^[=+\-@\t\r]/.test(v) ? "'" + v : v;
    return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv(c) {
    const say = words[language], lines = [];
    if (c.rows.length) {
      const head = [say.name], remarks = c.rows.some((r) => r.remark[language]);
      c.rows[0].bars.forEach((_, k) => [c.measures.length ? c.measures[k][language] : say.value, say.low, say.high].forEach((t) => head.push(t)));
      lines.push(remarks ? head.concat(['']) : head);
      c.rows.forEach((r) => lines.push([r.name[language] + (r.id && r.id !== r.name[language] ? ' [' + r.id + ']' : '')].concat(...r.bars, remarks ? [r.remark[language]] : [])));
    } else {
      const head = [c.steps.length ? '' : say.year];
      c.bands.forEach((b) => head.push(b.name[language] + ' ' + say.low, b.name[language] + ' ' + say.high));
      let world = 0;
      c.lines.forEach((l) => head.push(l.style === 'sample' ? '#' + ++world : l.name[language]));
      c.stacks.forEach((s) => head.push(s.name[language]));
      if (c.marks.length) head.push(say.published, say.source);
      lines.push(head);
      places(c).forEach((y, i) => {
        const row = [y], marks = c.marks.filter((m) => m.year === y);
        c.bands.forEach((b) => row.push(b.low[i], b.high[i]));
        c.lines.forEach((l) => row.push(l.values[i]));
        c.stacks.forEach((s) => row.push(s.values[i]));
        if (c.marks.length) row.push(marks.map((m) => m.value).join('; '), marks.map((m) => m.source + ' (' + m.word[language] + ')').join('; '));
        lines.push(row);
      });
    }
    return '\ufeff' + lines.map((l) => l.map(cell).join(',')).join('\r\n') + '\r\n';
  }

  // The picture with its title, as a file of its own.
  function picture(entry) {
    entry.chart.dispatchAction({ type: 'hideTip' });
    const drawn = entry.live.querySelector('svg').cloneNode(true), width = entry.live.clientWidth, height = entry.live.clientHeight;
    const space = 'http://www.w3.org/2000/svg', whole = document.createElementNS(space, 'svg');
    whole.setAttribute('width', width), whole.setAttribute('height', height + 30), whole.setAttribute('viewBox', '0 0 ' + width + ' ' + (height + 30));
    const paper = document.createElementNS(space, 'rect'), title = document.createElementNS(space, 'text');
    paper.setAttribute('width', '100%'), paper.setAttribute('height', '100%'), paper.setAttribute('fill', '#fff');
    title.setAttribute('x', 6), title.setAttribute('y', 19), title.setAttribute('font-size', 14), title.setAttribute('font-family', 'sans-serif');
    title.textContent = entry.data.title[language];
    drawn.setAttribute('y', 30);
    whole.append(paper, title, drawn);
    return { text: new XMLSerializer().serializeToString(whole), width: width, height: height + 30 };
  }

  function savePng(entry) {
    const made = picture(entry), image = new Image();
    image.onload = () => {
      const canvas = document.createElement('canvas');
      canvas.width = 2 * made.width, canvas.height = 2 * made.height;
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(entry.data.id + '.png', 'image/png', blob));
    };
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(made.text);
  }

  function tools(entry) {
    const bar = document.createElement('div');
    bar.className = 'tools';
    const actions = { csv: () => save(entry.data.id + '.csv', 'text/csv;charset=utf-8', csv(entry.data)),
      svg: () => save(entry.data.id + '.svg', 'image/svg+xml', picture(entry).text), png: () => savePng(entry) };
    for (const kind of Object.keys(actions)) {
      const button = document.createElement('button');
      button.type = 'button', button.dataset.kind = kind;
      button.addEventListener('click', actions[kind]);
      bar.appendChild(button);
    }
    return bar;
  }

  // Arrow keys walk through the years; what stands there is said aloud.
  function keys(entry) {
    let at = -1;
    entry.live.addEventListener('keydown', (event) => {
      const n = entry.data.rows.length || places(entry.data).length;
      const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: n - 1 }[event.key];
      if (event.key === 'Escape') entry.chart.dispatchAction({ type: 'hideTip' });
      if (to === undefined) return;
      event.preventDefault();
      at = Math.max(0, Math.min(n - 1, to));
      const c = entry.data;
      entry.chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: at });
      entry.aloud.textContent = c.rows.length ? rows.told(c, at).join('; ') : places(c)[at] + ': ' + yearLines(c, at).slice(1).join('; ') + ' ' + unit(c);
    });
  }

  function render(entry) {
    const c = entry.data;
    entry.chart.setOption(c.rows.length ? rows.option(c, entry.live.clientWidth) : yearOption(c, entry.live.clientWidth < 400), true);
    entry.live.setAttribute('aria-label', c.title[language]);
    entry.bar.querySelectorAll('button').forEach((b) => {
      b.textContent = words[language][b.dataset.kind];
      b.setAttribute('aria-label', words[language].save + ' ' + words[language][b.dataset.kind] + ': ' + c.title[language]);
    });
  }

  function start(figure) {
    const still = figure.querySelector('svg.still'), live = document.createElement('div'), aloud = document.createElement('p');
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    const width = still.getBoundingClientRect().width;
    if (!width) return false;  // inside something that is closed
    live.className = 'live', live.tabIndex = 0;
    live.setAttribute('role', 'img');
    live.style.height = (data.rows.length ? rows.size(data).height : Math.max(190, Math.min(290, width * 0.52))) + 'px';
    aloud.className = 'aloud';
    aloud.setAttribute('aria-live', 'polite');
    still.before(live);
    const entry = { data: data, live: live, aloud: aloud, chart: echarts.init(live, null, { renderer: 'svg' }) };
    entry.bar = tools(entry);
    figure.querySelector('details').before(entry.bar);
    figure.append(aloud);
    keys(entry);
    render(entry);
    charts.push(entry);
    figure.dataset.drawn = 'yes';
    return true;
  }

  // A few at a time, so that the page can be read meanwhile.
  function draw(part) {
    const waiting = Array.from(part.querySelectorAll('figure.chart:not([data-drawn])'));
    (function some() {
      const until = performance.now() + 30;
      while (waiting.length && performance.now() < until) start(waiting.shift());
      if (waiting.length) setTimeout(some, 0);
    })();
  }

  let resized;
  addEventListener('resize', () => {
    clearTimeout(resized);
    resized = setTimeout(() => charts.forEach((e) => { if (e.live.clientWidth) e.chart.resize(); }), 150);
  });

  return {
    draw: draw,
    language: (to) => { language = to; charts.forEach(render); }
  };
})();
