// What the page says about itself. Absent things are null or empty, never missing.
({most}) => {
  const clip = text => text === null || text === undefined ? null : String(text).trim().slice(0, 8192) || null;
  const whole = address => {
    try {
      return address ? new URL(address, document.baseURI).href.slice(0, 8192) : null;
    } catch (invalid) {
      return clip(address);
    }
  };
  const metas = [...document.querySelectorAll('meta[content]')].slice(0, 1000);
  const meta = name => clip(metas.find(one =>
    (one.name || one.getAttribute('property') || '').toLowerCase() === name)?.content);
  const links = rel => [...document.querySelectorAll('link[rel][href]')]
    .filter(link => link.relList.contains(rel)).slice(0, most);
  // og:image may stand there more than once: a list then.
  const grouped = prefix => {
    const group = {};
    for (const one of metas) {
      const name = (one.getAttribute('property') || one.name || '').toLowerCase();
      if (name.startsWith(prefix)) {
        const key = name.slice(prefix.length);
        const value = /(^|:)(url|image|video|audio|player)$/.test(key) ? whole(one.content) : clip(one.content);
        group[key] = key in group ? [].concat(group[key], value).slice(0, most) : value;
      }
    }
    return group;
  };
  const jsonLd = [...document.querySelectorAll('script[type="application/ld+json"]')].slice(0, most).map(script => {
    try {
      return JSON.parse(script.textContent);
    } catch (invalid) {
      return {invalid: clip(script.textContent)};
    }
  });

  const hex = colour => {
    const parts = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
    return parts === null || parts[4] === '0'
      ? null : '#' + parts.slice(1, 4).map(part => Number(part).toString(16).padStart(2, '0')).join('');
  };
  const fonts = new Map();
  const ink = new Map();
  const paper = new Map();
  const add = (map, key, amount) => key && map.set(key, (map.get(key) ?? 0) + amount);
  for (const element of [...(document.body?.querySelectorAll('*') ?? []), document.body, document.documentElement]
    .filter(element => element !== null).slice(-5000)) {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    add(paper, hex(style.backgroundColor), Math.round(box.width * box.height));
    const characters = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
      .reduce((sum, node) => sum + node.data.trim().length, 0);
    if (characters > 0 && box.width > 0) {
      add(fonts, style.fontFamily.split(',')[0].trim().replace(/^["']|["']$/g, ''), characters);
      add(ink, hex(style.color), characters);
    }
  }
  const ranked = (map, key, amount) => [...map.entries()].sort((a, b) => b[1] - a[1]).slice(0, 20)
    .map(([name, size]) => ({[key]: name, [amount]: size}));

  return {
    url: location.href,
    title: clip(document.title),
    description: meta('description') ?? meta('og:description'),
    canonical: whole(links('canonical')[0]?.href),
    language: clip(document.documentElement.lang) ?? clip(document.querySelector('meta[http-equiv="content-language" i]')?.content),
    charset: document.characterSet,
    author: meta('author') ?? meta('article:author'),
    published: meta('article:published_time') ?? meta('date'),
    modified: meta('article:modified_time'),
    keywords: (meta('keywords') ?? '').split(',').map(word => word.trim()).filter(word => word).slice(0, most),
    robots: meta('robots'),
    generator: meta('generator'),
    theme_color: meta('theme-color'),
    viewport: meta('viewport'),
    open_graph: grouped('og:'),
    twitter: grouped('twitter:'),
    json_ld: jsonLd,
    icons: [...links('icon'), ...links('apple-touch-icon'), ...links('mask-icon')].map(link => ({
      href: whole(link.href), rel: link.rel, sizes: clip(link.sizes?.value), type: clip(link.type),
    })),
    manifest: whole(links('manifest')[0]?.href),
    feeds: links('alternate').filter(link => /(rss|atom|feed)\+?(xml|json)?$/.test(link.type)).map(link => ({
      href: whole(link.href), title: clip(link.title), type: link.type,
    })),
    translations: links('alternate').filter(link => link.hreflang).map(link => ({
      href: whole(link.href), language: link.hreflang,
    })),
    fonts: ranked(fonts, 'family', 'characters'),
    colors: {text: ranked(ink, 'color', 'characters'), background: ranked(paper, 'color', 'pixels')},
  };
}
