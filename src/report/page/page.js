// Language, state in the address's fragment, live charts. Without this script the page shows the same text, tables and pictures.
(function () {
  'use strict';
  const en = document.getElementById('lang-en'), zh = document.getElementById('lang-zh');
  const folds = Array.from(document.querySelectorAll('details[id]'));
  const lang = () => (zh.checked ? 'zh' : 'en');
  const openAtFirst = new Set(folds.filter((d) => d.open).map((d) => d.id));

  // #lang=zh&open=a,b&shut=c&at=targets
  function read() {
    const state = new URLSearchParams(location.hash.slice(1));
    const list = (key) => (state.get(key) || '').split(',').filter(Boolean);
    return { lang: state.get('lang'), open: new Set(list('open')), shut: new Set(list('shut')), at: state.get('at') };
  }

  function write(at) {
    const state = new URLSearchParams(location.hash.slice(1));
    const next = [];
    next.push('lang=' + lang());
    const open = folds.filter((d) => d.open && !openAtFirst.has(d.id)).map((d) => encodeURIComponent(d.id));
    const shut = folds.filter((d) => !d.open && openAtFirst.has(d.id)).map((d) => encodeURIComponent(d.id));
    if (open.length) next.push('open=' + open.join(','));
    if (shut.length) next.push('shut=' + shut.join(','));
    const place = at || state.get('at');
    if (place) next.push('at=' + encodeURIComponent(place));
    try {
      history.replaceState(null, '', '#' + next.join('&'));
    } catch (refused) {
      location.hash = next.join('&');  // a browser that forbids it for files
    }
  }

  function speak() {
    document.documentElement.lang = zh.checked ? 'zh-CN' : 'en';
    echelonCharts.language(lang());
  }

  function go(id) {
    const place = id && document.getElementById(id);
    if (!place) return;
    place.scrollIntoView();
    place.setAttribute('tabindex', '-1');
    place.focus({ preventScroll: true });
  }

  function restore() {
    const state = read();
    if (state.lang === 'zh') zh.checked = true;
    if (state.lang === 'en') en.checked = true;
    for (const d of folds) {
      if (state.open.has(d.id)) d.open = true;
      if (state.shut.has(d.id)) d.open = false;
    }
    speak();
    if (state.at) go(state.at);
  }

  restore();
  for (const button of [en, zh]) button.addEventListener('change', () => { speak(); write(); });
  for (const d of folds) {
    d.addEventListener('toggle', () => { write(); echelonCharts.draw(d); });
  }
  for (const link of document.querySelectorAll('nav a, main a[href^="#"]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      const id = link.getAttribute('href').slice(1), place = document.getElementById(id);
      if (place && place.tagName === 'DETAILS') place.open = true;
      go(id);
      write(id);
    });
  }
  addEventListener('hashchange', restore);
  echelonCharts.draw(document);
})();
