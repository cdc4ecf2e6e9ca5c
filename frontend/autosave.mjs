// Saves what is typed a moment after each pause, and says so only when the server has answered. What the server has not
// answered for stays in the page and is sent again: after a lost connection, a server that was away, a sign-in elsewhere.

const pause = 800
const longest = 2500
const patience = 10_000
const waits = [1000, 2000, 4000, 8000, 15_000]
const CHANGED = 409

export function autosave (unsaved) {
  for (const form of document.querySelectorAll('form[data-autosave]')) watch(form, unsaved)
}

function watch (form, unsaved) {
  const shown = form.querySelector('[data-saved-words]')
  const said = form.querySelector('[data-saved-said]')
  const tabs = new BroadcastChannel('session')
  let saved = form.elements.version.value === '0' ? '' : shown.textContent
  let failures = 0
  let first, timer, running, over

  const say = (words, aloud = '') => {
    if (shown.textContent !== words) shown.textContent = words
    if (aloud && said.textContent !== aloud) said.textContent = aloud
  }
  const trouble = (what) => { say(`${what} ${saved ? saved.replace('Saved', 'Last saved') : 'Nothing is saved yet'}.`, what) }
  const plan = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait) }

  function typing () {
    if (over || !unsaved.differs(form)) return
    first ??= Date.now()
    if (!failures) say(saved ? `${saved}. Saving what you typed since` : 'Saving what you typed')
    plan(failures ? waits[Math.min(failures, waits.length) - 1] : Math.max(0, Math.min(pause, first + longest - Date.now())))
  }

  function save () {
    clearTimeout(timer)
    running ??= send().finally(() => { running = undefined; if (!over && unsaved.differs(form)) typing() })
    return running
  }

  async function send () {
    const typed = unsaved.written(form)
    form.elements.turn.value = Number(form.elements.turn.value) + 1
    const body = new FormData(form)
    body.set('do', 'keep')
    first = undefined
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(patience) }).catch(() => null)
    const told = answer?.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json().catch(() => null) : null
    if (answer?.ok && told) return done(typed, told)
    failures += 1
    if (answer?.status === CHANGED && told) return stop(told.words)
    if (answer?.status === 404) return stop('This page can no longer be saved: it was sent, or it is not yours any more.')
    if (answer?.type === 'opaqueredirect') return trouble('You are signed out, and what you typed last is only in this page. Sign in again in another tab, then come back here.')
    if (answer?.status === 403) await renew()
    trouble('Not saved: the server does not answer. Trying again.')
  }

  function done (typed, told) {
    form.elements.version.value = told.version
    unsaved.settle(form, typed)
    saved = told.words
    say(saved, failures || !said.textContent ? saved : '')
    failures = 0
    tabs.postMessage('used')
  }

  function stop (words) {
    over = true
    say(words, words)
  }

  // Signing in again in another tab makes the token of this page worthless: take the new one.
  async function renew () {
    const page = await fetch(location.href).catch(() => null)
    const fresh = page?.ok && new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main [name="csrfmiddlewaretoken"]')
    if (fresh) for (const token of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) token.value = fresh.value
  }

  form.addEventListener('input', typing)
  form.addEventListener('change', typing)
  form.addEventListener('submit', () => { over = true; clearTimeout(timer); form.elements.turn.value = Number(form.elements.turn.value) + 1 })
  addEventListener('online', () => { if (failures) save() })
  addEventListener('focus', () => { if (failures) save() })
  document.addEventListener('visibilitychange', () => { if (document.hidden && unsaved.differs(form) && !over) save() })
  // A link to another page of the same draft waits until the words are safe.
  for (const link of document.querySelectorAll('a[data-saves-first]')) {
    link.addEventListener('click', async (event) => {
      if (over || !unsaved.differs(form)) return
      event.preventDefault()
      await save()
      location.assign(link.href)
    })
  }
  unsaved.register(form, async () => { await save(); return !unsaved.differs(form) })
}
