// Lays text over the page; what is fixed to the window is on every sheet of paper. Without text: takes it away.
({text, opacity, color, size, angle}) => {
  document.getElementById('tintype-watermark')?.remove();
  if (!text) {
    return false;
  }
  const mark = document.createElement('div');
  mark.id = 'tintype-watermark';
  mark.setAttribute('aria-hidden', 'true');
  const words = document.createElement('span');
  words.textContent = text;
  mark.style.cssText = `all: initial !important; position: fixed !important; inset: 0 !important; display: flex !important;`
    + `align-items: center !important; justify-content: center !important; z-index: 2147483647 !important;`
    + `pointer-events: none !important; overflow: hidden !important; opacity: ${opacity} !important;`;
  words.style.cssText = `all: initial !important; white-space: nowrap !important; transform: rotate(${angle}deg) !important;`
    + `font: bold ${size}px sans-serif !important; color: ${color} !important;`
    + `print-color-adjust: exact !important;`;
  mark.append(words);
  document.documentElement.append(mark);
  return true;
}
