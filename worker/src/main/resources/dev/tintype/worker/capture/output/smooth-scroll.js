// Begins to scroll to the end of the page, slowly at first and at last, and does not wait for it.
({durationMs}) => {
  const start = performance.now();
  const from = scrollY;
  const step = now => {
    const part = Math.min(1, Math.max(0, (now - start) / durationMs));
    const eased = part < 0.5 ? 2 * part * part : 1 - (2 - 2 * part) ** 2 / 2;
    const end = Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0) - innerHeight;
    scrollTo({top: from + (end - from) * eased, behavior: 'instant'});
    if (part < 1) {
      requestAnimationFrame(step);
    }
  };
  requestAnimationFrame(step);
  return true;
}
