// Whether one thing holds now: exactly one of the four is not null.
({selector, gone, text, event}) => {
  const shown = css => [...document.querySelectorAll(css)].slice(0, 1000).some(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && element.checkVisibility({visibilityProperty: true});
  });
  if (selector !== null) {
    return shown(selector);
  }
  if (gone !== null) {
    return !shown(gone);
  }
  if (text !== null) {
    return (document.body?.innerText ?? '').includes(text);
  }
  return globalThis.seen?.has(event) === true;
}
