// Moves what is fixed to the window's bottom down by `shift` pixels; 0 moves it back.
({shift}) => {
  for (const moved of document.querySelectorAll('[data-tintype-moved]')) {
    moved.style.removeProperty('translate');
    moved.style.removeProperty('transition');
    moved.removeAttribute('data-tintype-moved');
  }
  if (shift === 0) {
    return;
  }
  const found = new Set();
  for (const up of [4, 40, 90]) {
    for (let x = 0.05; x < 1; x += 0.1) {
      for (let element of document.elementsFromPoint(innerWidth * x, innerHeight - up)) {
        while (element && getComputedStyle(element).position !== 'fixed') {
          element = element.parentElement;
        }
        if (element) {
          found.add(element);
        }
      }
    }
  }
  for (const element of found) {
    // What reaches into the upper half is no bar but a dialog or a background.
    if (element.getBoundingClientRect().top > innerHeight / 2 && getComputedStyle(element).translate === 'none') {
      element.setAttribute('data-tintype-moved', '');
      element.style.setProperty('transition', 'none', 'important');
      element.style.setProperty('translate', `0 ${shift}px`, 'important');
    }
  }
}
