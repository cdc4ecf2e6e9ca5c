// What people have typed and nobody has saved: the browser's own leave-page warning while there is any, and saving it
// as a draft where the page can (its button that saves without finishing is marked data-keeps, or it saves itself).

const bookkeeping = new Set(['csrfmiddlewaretoken', 'version', 'turn'])
const written = (form) => JSON.stringify([...new FormData(form)].filter(([name]) => !bookkeeping.has(name)).map(([name, value]) => [name, value.name ?? value]))

export function watchUnsaved () {
  const forms = new Map([...document.querySelectorAll('main form[method="post"]')].map((form) => [form, written(form)]))
  const keepers = new Map()
  let leaving = false
  const differs = (form) => written(form) !== forms.get(form)
  const unsaved = () => leaving ? [] : [...forms.keys()].filter(differs)

  // Presses that button behind the page's back, then asks for the page again: what the page holds now is what the
  // server has kept, and its version is the one to go on from.
  async function press (form) {
    const button = form.querySelector('[data-keeps]')
    const typed = written(form)
    if (!button) return false
    await fetch(form.action, { method: 'POST', body: new FormData(form, button), redirect: 'manual', keepalive: true })
    const page = await fetch(location.href)
    const kept = new DOMParser().parseFromString(await page.text(), 'text/html').querySelector('main [name="version"]')
    const version = form.elements.version
    if (!page.ok || page.redirected || !kept || kept.value === version.value) return false
    version.value = kept.value
    forms.set(form, typed)
    return true
  }
  const keep = (form) => (keepers.get(form) ?? press)(form).catch(() => false)

  for (const form of forms.keys()) form.addEventListener('submit', () => { leaving = true })
  addEventListener('beforeunload', (event) => { if (unsaved().length) event.preventDefault() })

  return {
    any: () => unsaved().length > 0,
    keep: async () => (await Promise.all(unsaved().map(keep))).every(Boolean),
    leave: () => { leaving = true },
    written,
    differs,
    settle: (form, typed) => forms.set(form, typed),
    register: (form, keeper) => keepers.set(form, keeper)
  }
}
