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
  if (!document.getElementById('tintype-freeze')) {
    const style = document.createElement('style');
    style.id = 'tintype-freeze';
    style.textContent = '* { caret-color: transparent !important; }';
    document.documentElement.append(style);
  }
  return true;
}
