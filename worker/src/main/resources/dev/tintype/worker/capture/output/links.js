// Every link, in the order of the document. A page with more than `most` is cut there and says so.
({most}) => {
  const all = [...document.querySelectorAll('a[href], area[href]')];
  const links = all.slice(0, most).map(link => {
    const href = String(link.href.baseVal ?? link.href);
    let target = null;
    try {
      target = new URL(href, document.baseURI);
    } catch (invalid) {
      // kept as it stands
    }
    const image = link.querySelector('img[alt]');
    return {
      href: target?.href ?? href,
      text: (link.innerText ?? link.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 1000)
        || (link.getAttribute('aria-label') ?? link.getAttribute('alt') ?? image?.alt ?? '').trim().slice(0, 1000),
      rel: [...(link.relList ?? [])],
      internal: target !== null && target.host === location.host && /^https?:$/.test(target.protocol),
    };
  });
  return {url: location.href, count: all.length, truncated: all.length > most, links};
}
