// Where the elements that match are, in CSS pixels from the page's top left corner, with their pictures loaded.
//   most        how many to look for; with 1 the first that matches, else those that are visible
//   budgetMs    for pictures to load
//   scripts     whether the page may run any
async ({selector, most, budgetMs, scripts}) => {
  let elements;
  try {
    elements = [...document.querySelectorAll(selector)];
  } catch (invalid) {
    return {invalid: true};
  }
  if (elements.length === 0) {
    return {missing: true};
  }
  const visible = element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  elements = most === 1 ? elements.slice(0, 1) : elements.filter(visible).slice(0, most);
  const sleep = ms => new Promise(done => setTimeout(done, ms));
  // Where scripts are off, nothing calls back.
  const frame = () => !scripts ? undefined : Promise.race([new Promise(requestAnimationFrame), sleep(100)]);
  for (const element of elements) {
    element.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    await frame();
  }
  const images = elements
    .flatMap(element => element.matches('img') ? [element] : [...element.querySelectorAll('img')])
    .slice(0, 500);
  if (scripts) {
    await Promise.race([Promise.all(images.map(image => image.decode().catch(() => {}))), sleep(budgetMs)]);
  }
  // Back to the top: what sticks to the window must not cover the element.
  scrollTo({top: 0, left: 0, behavior: 'instant'});
  await frame();
  const root = document.documentElement;
  return {
    width: Math.max(root.scrollWidth, innerWidth),
    height: Math.max(root.scrollHeight, innerHeight),
    boxes: elements.map(element => {
      const box = element.getBoundingClientRect();
      return {x: box.left + scrollX, y: box.top + scrollY, width: box.width, height: box.height};
    }),
  };
}
