// Shows every part of the page to itself once, so that what loads lazily loads, and comes back to the top.
//   budgetMs     all of it
//   maxRounds    windowfuls to scroll at most
//   maxGrowth    how often the page may grow before it counts as endless
async ({budgetMs, maxRounds, maxGrowth}) => {
  const end = performance.now() + budgetMs;
  const sleep = ms => new Promise(done => setTimeout(done, Math.max(0, ms)));
  // Observers are told once per frame; a page that draws none must not hold us up.
  const frame = () => Promise.race([new Promise(requestAnimationFrame), sleep(100)]);
  const height = () => Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0);
  const pending = () => [...document.images].slice(0, 2000).filter(image => image.src && !image.complete);
  const loaded = () => Promise.race([
    Promise.all(pending().map(image => new Promise(done => {
      image.addEventListener('load', done, {once: true});
      image.addEventListener('error', done, {once: true});
    }))),
    sleep(Math.min(2000, end - performance.now())),
  ]);

  // A page that has grown once is given longer: its next part may take its time.
  const grown = async (now, before) => {
    const patience = Math.min(end, performance.now() + (growth > 0 ? 500 : 100));
    while (now() <= before && performance.now() < patience) {
      await sleep(20);
    }
    return now() > before;
  };

  let known = height();
  let growth = 0;
  let rounds = 0;
  let endless = false;
  // An application's shell: the window does not scroll, a part of it does. Scroll that, then let it grow to its content.
  const scroller = () => {
    if (known > innerHeight * 1.2 || !document.body) {
      return null;
    }
    let best = null;
    for (const element of [...document.body.querySelectorAll('*')].slice(0, 20000)) {
      const more = element.scrollHeight - element.clientHeight;
      if (more > 50 && element.clientWidth * element.clientHeight > innerWidth * innerHeight * 0.4
          && /auto|scroll/.test(getComputedStyle(element).overflowY)
          && (!best || element.scrollHeight > best.scrollHeight)) {
        best = element;
      }
    }
    return best;
  };
  const shell = scroller();
  if (shell) {
    for (let top = 0; top < shell.scrollHeight && rounds < maxRounds && performance.now() < end; top += shell.clientHeight) {
      shell.scrollTo({top, behavior: 'instant'});
      rounds++;
      await frame();
      if (top + shell.clientHeight >= shell.scrollHeight) {
        const before = shell.scrollHeight;
        await loaded();
        if (await grown(() => shell.scrollHeight, before) && ++growth > maxGrowth) {
          endless = true;
          break;
        }
      }
    }
    endless ||= rounds >= maxRounds;
    shell.scrollTo({top: 0, behavior: 'instant'});
    for (let element = shell; element && element !== document.documentElement; element = element.parentElement) {
      const style = element.style;
      style.setProperty('overflow', 'visible', 'important');
      style.setProperty('height', 'auto', 'important');
      style.setProperty('max-height', 'none', 'important');
      if (getComputedStyle(element).position === 'fixed' || (element !== shell && getComputedStyle(element).position === 'absolute')) {
        style.setProperty('position', 'relative', 'important');
        style.setProperty('inset', 'auto', 'important');
      }
    }
    document.documentElement.style.setProperty('overflow', 'visible', 'important');
    document.documentElement.style.setProperty('height', 'auto', 'important');
    await loaded();
    await frame();
    await frame();
    return {rounds, growth, endless, unrolled: true, complete: performance.now() < end, height: height()};
  }
  // Without scripts only what is marked lazy waits to be seen.
  const lazy = document.querySelector('[loading=lazy], script:not([type*=json]), [onload], [onerror]') !== null;
  if (lazy && known > innerHeight) {
    for (let top = 0; top < known && rounds < maxRounds && performance.now() < end; top += innerHeight) {
      scrollTo({top, behavior: 'instant'});
      rounds++;
      await frame();
      if (top + innerHeight >= known) {
        // At the end: give what was fetched the chance to make the page longer.
        await loaded();
        if (await grown(height, known)) {
          growth++;
          if (growth > maxGrowth) {
            endless = true;
            break;
          }
        }
      }
      known = Math.max(known, height());
    }
    endless ||= rounds >= maxRounds;
    scrollTo({top: 0, behavior: 'instant'});
    await loaded();
    await frame();
    await frame();
  }
  return {rounds, growth, endless, unrolled: false, complete: performance.now() < end, height: height()};
}
