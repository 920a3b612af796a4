// Ends what moves and hides the caret, as Playwright does before its screenshots.
() => {
  for (const animation of document.getAnimations()) {
    try {
      if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) {
        animation.finish();
      } else {
        animation.cancel();
      }
    } catch (unfinishable) {
      animation.cancel();
    }
  }
  // A rule for everything costs a new look at everything's style: only where there may be a caret.
  const active = document.activeElement;
  const caret = active && (active !== document.body || active.isContentEditable);
  if (caret && !document.getElementById('tintype-freeze')) {
    const style = document.createElement('style');
    style.id = 'tintype-freeze';
    style.textContent = '* { caret-color: transparent !important; }';
    document.documentElement.append(style);
  }
  return true;
}
