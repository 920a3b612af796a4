// Lets a page that was changed from outside come to rest: fonts, pictures in view, two frames.
async ({budgetMs}) => {
  const sleep = ms => new Promise(done => setTimeout(done, ms));
  const inView = box => box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
  const images = [...document.images].slice(0, 500).filter(image => image.src && inView(image.getBoundingClientRect()));
  await Promise.race([
    Promise.all([document.fonts.ready, ...images.map(image => image.decode().catch(() => {}))]),
    sleep(budgetMs),
  ]);
  const frame = () => Promise.race([new Promise(requestAnimationFrame), sleep(100)]);
  await frame();
  await frame();
  return true;
}
