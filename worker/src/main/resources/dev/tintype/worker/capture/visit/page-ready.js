// Waits until a page that has loaded is worth looking at, then says what it is like. Every wait has a limit: a page
// that never settles is taken as it is.
//   scripts     whether scripts run; if not, timers and frames never call back, and this only looks
//   auto        wait for images, quiet and paint too, not only for fonts
//   budgetMs    all waits together
//   quietMs     how long the document must not change
//   settleMs    limit for fonts, images and quiet
//   blankMs     limit for a page to show something
async ({scripts, auto, budgetMs, quietMs, settleMs, blankMs}) => {
  const start = performance.now();
  const end = start + budgetMs;
  const sleep = ms => new Promise(done => setTimeout(done, Math.max(0, ms)));
  const atMost = (ms, promise) => Promise.race([promise, sleep(Math.min(ms, end - performance.now()))]);
  const frame = () => new Promise(requestAnimationFrame);

  const fonts = () => document.fonts.status === 'loaded' ? undefined : document.fonts.ready;

  const inView = box => box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const images = () => Promise.all([...document.images].slice(0, 500)
      .filter(image => image.src && inView(image.getBoundingClientRect()))
      .map(image => image.decode().catch(() => {})));

  // Without scripts nothing can change a loaded document.
  const scripted = document.querySelector('script:not([type*=json]), [onload], [onerror]') !== null;
  let quiet = true;
  const quietness = () => !scripted ? undefined : new Promise(done => {
    let timer;
    const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(calm, quietMs); });
    const stop = isQuiet => { observer.disconnect(); clearTimeout(timer); clearTimeout(limit); quiet = isQuiet; done(); };
    const calm = () => stop(true);
    const limit = setTimeout(() => stop(false), Math.min(settleMs, end - performance.now()));
    observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    timer = setTimeout(calm, quietMs);
  });
  const settle = () => atMost(settleMs, Promise.all([fonts(), images(), quietness()]));

  // Text, images, SVG and canvases have been on the screen at least once; a frame's paint is not told to us.
  const replaced = selector => [...document.querySelectorAll(selector)].slice(0, 500)
      .some(it => inView(it.getBoundingClientRect()));
  const painted = () => performance.getEntriesByName('first-contentful-paint').length > 0
      || replaced('iframe, video, embed, object');
  // There is something to see now: a splash screen may have come and gone.
  const visibleText = () => {
    const texts = document.createTreeWalker(document.body ?? document, NodeFilter.SHOW_TEXT);
    for (let seen = 0; seen < 5000 && texts.nextNode(); seen++) {
      const text = texts.currentNode;
      if (text.data.trim() && text.parentElement?.checkVisibility({opacityProperty: true, visibilityProperty: true})
          && inView(text.parentElement.getBoundingClientRect())) {
        return true;
      }
    }
    return false;
  };
  const showing = () => visibleText() || replaced('img, svg, canvas, iframe, video, embed, object');
  // Without scripts a page that shows nothing never will, and one that was painted stays so.
  const hopeful = () => scripted ? !painted() || !showing() : !painted() && showing();

  if (!scripts) {
    quiet = document.fonts.status === 'loaded';
  } else if (auto) {
    await settle();
    await atMost(1000, frame().then(frame));
    if (hopeful()) {
      const blankEnd = Math.min(end, performance.now() + blankMs);
      while (hopeful() && performance.now() < blankEnd) {
        await sleep(25);
      }
      if (!hopeful()) {
        await settle();
        await atMost(1000, frame().then(frame));
      }
    }
  } else {
    await atMost(settleMs, Promise.all([fonts()]));
  }

  const root = document.documentElement;
  const visit = performance.getEntriesByType('navigation')[0];
  return {
    url: location.href.slice(0, 4096),
    title: document.title.slice(0, 1024),
    width: Math.max(root.scrollWidth, document.body?.scrollWidth ?? 0),
    height: Math.max(root.scrollHeight, document.body?.scrollHeight ?? 0),
    painted: painted(),
    hopeful: scripts && auto && hopeful(),
    quiet,
    status: visit?.responseStatus ?? 0,
    protocol: (visit?.nextHopProtocol ?? '').slice(0, 32),
    // A host that does not allow it tells no size.
    sizes: [...performance.getEntriesByType('resource').slice(0, 300), ...(visit ? [visit] : [])]
        .filter(entry => entry.transferSize > 0 && entry.name.length < 2048).map(entry => [entry.name, entry.transferSize]),
    timings: visit ? {
      dns_ms: visit.domainLookupEnd - visit.domainLookupStart,
      connect_ms: visit.connectEnd - visit.connectStart,
      ttfb_ms: visit.responseStart,
      dcl_ms: visit.domContentLoadedEventEnd,
      load_ms: visit.loadEventEnd,
    } : {},
  };
}
