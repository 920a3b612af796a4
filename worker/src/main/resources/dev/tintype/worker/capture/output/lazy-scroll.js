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

  let known = height();
  let growth = 0;
  let rounds = 0;
  let endless = false;
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
        await sleep(Math.min(50, end - performance.now()));
        if (height() > known) {
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
  return {rounds, growth, endless, complete: performance.now() < end, height: height()};
}
