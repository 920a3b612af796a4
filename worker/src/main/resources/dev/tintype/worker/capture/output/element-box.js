// Where the first element that matches is, in CSS pixels from the page's top left corner, with its pictures loaded.
async ({selector, budgetMs, scripts}) => {
  let element;
  try {
    element = document.querySelector(selector);
  } catch (invalid) {
    return {invalid: true};
  }
  if (!element) {
    return {missing: true};
  }
  const sleep = ms => new Promise(done => setTimeout(done, ms));
  // Where scripts are off, nothing calls back.
  const frame = () => !scripts ? undefined : Promise.race([new Promise(requestAnimationFrame), sleep(100)]);
  element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
  await frame();
  const images = element.matches('img') ? [element] : [...element.querySelectorAll('img')].slice(0, 500);
  if (scripts) await Promise.race([Promise.all(images.map(image => image.decode().catch(() => {}))), sleep(budgetMs)]);
  // Back to the top: what sticks to the window must not cover the element.
  scrollTo({top: 0, left: 0, behavior: 'instant'});
  await frame();
  const box = element.getBoundingClientRect();
  return {x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height};
}
