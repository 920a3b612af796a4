// Covers everything that the selectors match with plain boxes, and takes the boxes of the last call away.
({selectors}) => {
  document.querySelectorAll('tintype-mask').forEach(box => box.remove());
  for (const selector of selectors) {
    let elements;
    try {
      elements = document.querySelectorAll(selector);
    } catch (invalid) {
      document.querySelectorAll('tintype-mask').forEach(box => box.remove());
      return {invalid: selector};
    }
    for (const element of [...elements].slice(0, 1000)) {
      const place = element.getBoundingClientRect();
      if (place.width === 0 || place.height === 0) {
        continue;
      }
      const box = document.createElement('tintype-mask');
      box.style.cssText = `all: initial !important; position: absolute !important; display: block !important;`
        + `left: ${place.left + scrollX}px !important; top: ${place.top + scrollY}px !important;`
        + `width: ${place.width}px !important; height: ${place.height}px !important;`
        + `background: #ff00ff !important; z-index: 2147483647 !important; inset-inline-end: auto !important;`;
      document.documentElement.append(box);
      // Above dialogs, which are above every z-index.
      box.popover = 'manual';
      box.showPopover?.();
    }
  }
  return {};
}
