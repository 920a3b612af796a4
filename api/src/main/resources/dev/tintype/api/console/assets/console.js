// The console: what the API says, shown. Everything comes from strangers' pages and files: it is set as text, never as HTML.
const $ = id => document.getElementById(id);
const ENDED = ['succeeded', 'failed', 'cancelled', 'expired'];
const PAGE = 30;
const PREVIEWS = /^(image\/(png|jpeg|webp|gif|avif|svg\+xml)|video\/(mp4|webm))$/;

let csrf = null;
let chosen = null;
let cursor = null;
let events = null;
let shown = new Map();

/** An element with properties and children. */
function el(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Calls the API; throws the problem it answered with. */
async function api(path, {method = 'GET', headers = {}, body} = {}) {
  const answer = await fetch(path, {
    method, body, credentials: 'same-origin',
    headers: {...headers, ...(csrf && method !== 'GET' ? {'X-Tintype-CSRF': csrf} : {})},
  });
  const json = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : null;
  if (answer.ok) {
    return json;
  }
  if (answer.status === 401 && csrf) {
    signedOut();
  }
  const fields = (json?.errors ?? []).map(error => `${error.pointer ?? error.parameter ?? ''}: ${error.detail}`);
  throw new Error([json?.detail ?? json?.title ?? `The server answered ${answer.status}.`, ...fields].join('\n'));
}

// ---- who

async function begin() {
  try {
    const session = await api('/console/session');
    csrf = session.csrf;
    $('who').textContent = `${session.tenant} · ${session.key}`;
  } catch {
    signedOut();
    return;
  }
  $('sign-in').hidden = true;
  $('work').hidden = false;
  $('sign-out').hidden = false;
  listen();
  await Promise.all([list(), pools(), open(location.hash.slice(1))]);
}

function signedOut() {
  csrf = null;
  events?.close();
  events = null;
  $('who').textContent = '';
  $('pools').replaceChildren();
  $('work').hidden = true;
  $('sign-out').hidden = true;
  $('sign-in').hidden = false;
  $('key').focus();
}

$('sign-in').querySelector('form').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  $('refused').textContent = '';
  try {
    await api('/console/session', {method: 'POST', headers: {Authorization: `Bearer ${$('key').value.trim()}`}});
    $('key').value = '';
    await begin();
  } catch (problem) {
    $('refused').textContent = problem.message;
  }
});

$('sign-out').addEventListener('click', async () => {
  await api('/console/session', {method: 'DELETE'}).catch(() => {});
  signedOut();
});

// ---- what is going on

/** Changes come in crowds: one look at most each half second. */
let due = null;
function soon() {
  due ??= setTimeout(() => {
    due = null;
    list().catch(() => {});
    pools();
    if (chosen) {
      open(chosen);
    }
  }, 500);
}

function listen() {
  events?.close();
  events = new EventSource('/v1/events');
  events.onopen = () => { $('live').className = 'on'; };
  events.onerror = () => { $('live').className = ''; };
  for (const name of ['state', 'progress', 'reset']) {
    events.addEventListener(name, soon);
  }
}

async function pools() {
  const answer = await api('/v1/pools').catch(() => null);
  $('pools').replaceChildren(...(answer?.items ?? []).map(pool => el('li', {},
    `${pool.name} `, el('b', {}, `${pool.running}/${pool.slots}`), pool.depth ? ` · ${pool.depth} waiting` : '',
    pool.paused ? ' · paused' : '')));
}

// ---- the list

function query(from) {
  const parameters = new URLSearchParams({limit: PAGE});
  for (const name of ['state', 'type']) {
    if ($(name).value) {
      parameters.set(name, $(name).value);
    }
  }
  if (from) {
    parameters.set('cursor', from);
  }
  return `/v1/jobs?${parameters}`;
}

async function list() {
  const answer = await api(query(null));
  shown = new Map(answer.items.map(job => [job.id, job]));
  cursor = answer.next_cursor ?? null;
  showList();
}

function showList() {
  $('jobs').replaceChildren(...[...shown.values()].map(job => el('li', {}, row(job))));
  $('none').hidden = shown.size > 0;
  $('more').hidden = !cursor;
}

function row(job) {
  const button = el('button', {type: 'button', title: job.id, onclick: () => { location.hash = job.id; }},
    state(job), el('span', {className: 'what'}, `${job.type} · ${source(job)}`), el('time', {dateTime: job.created_at}, time(job.created_at)));
  button.setAttribute('aria-current', job.id === chosen);
  return button;
}

const state = job => el('span', {className: `state ${job.state}`}, job.state);
const time = iso => new Date(iso).toLocaleTimeString();

function source(job) {
  const from = job.source ?? {};
  return from.url ?? (from.upload ? `upload ${from.upload}` : from.html ? 'HTML' : from.markdown ? 'Markdown' : from.artifact ? 'an artifact' : '');
}

for (const name of ['state', 'type']) {
  $(name).addEventListener('change', () => list());
}
$('more').addEventListener('click', async () => {
  const answer = await api(query(cursor));
  answer.items.forEach(job => shown.set(job.id, job));
  cursor = answer.next_cursor ?? null;
  showList();
});

// ---- one job

addEventListener('hashchange', () => open(location.hash.slice(1)));

async function open(id) {
  if (!id.startsWith('job_')) {
    return;
  }
  chosen = id;
  showList();
  try {
    const job = await api(`/v1/jobs/${encodeURIComponent(id)}`);
    if (chosen === id) {
      const unfolded = [...$('job').querySelectorAll('details[open]')].map(one => one.dataset.name);
      $('job').replaceChildren(...detail(job));
      $('job').querySelectorAll('details').forEach(one => { one.open = unfolded.includes(one.dataset.name); });
    }
  } catch (problem) {
    $('job').replaceChildren(el('p', {className: 'error'}, problem.message));
  }
}

function detail(job) {
  const ended = ENDED.includes(job.state);
  const facts = [['Job', job.id], ['Source', source(job)], ['Handed in', new Date(job.created_at).toLocaleString()]];
  if (job.started_at && job.finished_at) {
    facts.push(['Took', `${((new Date(job.finished_at) - new Date(job.started_at)) / 1000).toFixed(1)} s, after ${
      ((new Date(job.started_at) - new Date(job.created_at)) / 1000).toFixed(1)} s of waiting`]);
  }
  if (job.attempt > 1) {
    facts.push(['Attempts', job.attempt]);
  }
  if (job.expires_at) {
    facts.push(['Kept until', new Date(job.expires_at).toLocaleString()]);
  }
  return [
    el('header', {}, el('h2', {}, job.type), state(job), ended ? null : act(job, 'Cancel', `/v1/jobs/${job.id}/cancel`, 'POST'),
      job.state === 'failed' ? act(job, 'Try again', `/v1/jobs/${job.id}/redrive`, 'POST') : null,
      ended ? act(job, 'Delete', `/v1/jobs/${job.id}`, 'DELETE') : null),
    ended ? null : el('progress', {max: 100, value: job.progress?.percent ?? 0}),
    job.error ? el('p', {className: 'error'}, `${job.error.title}. ${job.error.detail ?? ''} (${job.error.code})`) : null,
    el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))])),
    job.artifacts?.length ? el('h3', {}, 'Results') : null,
    job.artifacts?.length ? el('ul', {className: 'artifacts'}, ...job.artifacts.map(artifact)) : null,
    job.artifacts?.length > 1 ? el('p', {}, el('a', {href: `/v1/jobs/${job.id}/archive`}, 'All of them as a ZIP')) : null,
    folded('Report', job.report),
    folded('Request', Object.fromEntries(['type', 'source', 'page', 'outputs', 'priority', 'max_attempts', 'tags', 'metadata']
      .filter(name => job[name] !== undefined).map(name => [name, job[name]]))),
  ].filter(part => part !== null);
}

function folded(name, value) {
  if (!value) {
    return null;
  }
  const details = el('details', {}, el('summary', {}, name), el('pre', {}, JSON.stringify(value, null, 2)));
  details.dataset.name = name;
  return details;
}

function act(job, label, path, method) {
  return el('button', {
    className: 'quiet', type: 'button', onclick: async click => {
      click.target.disabled = true;
      try {
        await api(path, {method});
        if (method === 'DELETE') {
          chosen = null;
          location.hash = '';
          $('job').replaceChildren();
        }
        soon();
      } catch (problem) {
        click.target.after(el('span', {className: 'error'}, problem.message));
      }
    },
  }, label);
}

function artifact(made) {
  const preview = PREVIEWS.test(made.media_type)
    ? made.media_type.startsWith('video/')
      ? el('video', {src: made.url, controls: true, muted: true, preload: 'metadata'})
      : el('img', {src: made.url, alt: made.name, loading: 'lazy'})
    : null;
  const size = made.width && made.height ? `${made.width} × ${made.height}, ` : made.pages ? `${made.pages} pages, ` : '';
  return el('li', {},
    preview?.tagName === 'VIDEO' ? el('span', {className: 'show'}, preview)
      : el('a', {className: 'show', href: made.url, target: '_blank', rel: 'noopener'}, preview ?? made.name.split('.').pop()),
    el('div', {className: 'facts'}, el('a', {href: made.url, target: '_blank', rel: 'noopener'}, made.name),
      el('small', {}, `${size}${bytes(made.bytes)}`)));
}

function bytes(count) {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  const power = count < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(count) / 3));
  return `${power ? (count / 1000 ** power).toFixed(1) : count} ${units[power]}`;
}

// ---- a new job

let tab = 'capture';
for (const button of document.querySelectorAll('[data-tab]')) {
  button.addEventListener('click', () => {
    const typed = tab === 'json' ? null : request();
    tab = button.dataset.tab;
    document.querySelectorAll('[data-tab]').forEach(one => one.setAttribute('aria-selected', one === button));
    document.querySelectorAll('[data-panel]').forEach(panel => { panel.hidden = panel.dataset.panel !== tab; });
    if (tab === 'json' && typed) {
      $('body').value = JSON.stringify(typed, null, 2);
    }
  });
}

const ticked = name => [...document.querySelectorAll(`input[name=${name}]:checked`)].map(box => box.value);

function request() {
  if (tab === 'media') {
    return {type: 'media', source: {url: $('media-url').value}, outputs: ticked('media').map(kind => ({kind}))};
  }
  const page = {};
  if ($('mobile').checked) {
    page.device = 'iPhone 15';
  }
  if ($('dark').checked) {
    page.color_scheme = 'dark';
  }
  const outputs = ticked('capture').map(kind => kind === 'screenshot' && $('full-page').checked ? {kind, full_page: true} : {kind});
  return {type: 'capture', source: {url: $('url').value}, ...(Object.keys(page).length ? {page} : {}), outputs};
}

$('new').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  $('problem').textContent = '';
  $('submit').disabled = true;
  try {
    const asked = tab === 'json' ? null : request();
    const file = tab === 'media' ? $('file').files[0] : null;
    if (file) {
      const upload = await api('/v1/uploads', {method: 'POST', body: file, headers: {'Content-Type': file.type || 'application/octet-stream'}});
      asked.source = {upload: upload.id};
    }
    const job = await api('/v1/jobs', {
      method: 'POST', body: asked ? JSON.stringify(asked) : $('body').value, headers: {'Content-Type': 'application/json'},
    });
    location.hash = job.id;
    soon();
  } catch (problem) {
    $('problem').textContent = problem.message;
  } finally {
    $('submit').disabled = false;
  }
});

begin();
